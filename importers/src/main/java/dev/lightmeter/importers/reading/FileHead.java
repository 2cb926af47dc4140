package dev.lightmeter.importers.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The first few KiB of a file, unpacked: all that recognition looks at. */
public final class FileHead {

    /** Long enough for the first row of any export and for the labels of any container image. */
    public static final int LENGTH = 1 << 16;

    private static final int LONGEST_CLUE = 80;

    private final byte[] bytes;
    private final boolean whole;
    private final Content.Opener file;
    private final Map<String, Boolean> fields = new HashMap<>();
    private final Set<String> clues = new LinkedHashSet<>();
    private @Nullable JsonOutline outline;
    private @Nullable XmlOutline xmlOutline;
    private @Nullable TableOutline tableOutline;

    /**
     * The head of a file.
     *
     * @param whole true if the file is no longer than these bytes
     */
    public FileHead(byte[] bytes, boolean whole) {
        this(bytes, whole, () -> new ByteArrayInputStream(bytes));
    }

    /** @param file gives the file from its beginning, for the rare question that its first few KiB do not answer */
    FileHead(byte[] bytes, boolean whole, Content.Opener file) {
        this.bytes = bytes;
        this.whole = whole;
        this.file = file;
    }

    /**
     * What of this head a format goes by, in the words of the file; empty if it does not recognise it. Every question that
     * the format asks and that is answered with something is a clue.
     */
    public Optional<List<String>> clues(Predicate<FileHead> recognises) {
        clues.clear();
        if (!recognises.test(this)) return Optional.empty();
        return Optional.of(clues.stream().filter(clue -> !isPartOfAnother(clue)).toList());
    }

    /** True if a JSON path occurs, written like {@code /matches[]/vulnerability/id}: lower case, no underscores. */
    public boolean has(String path) {
        boolean found = outline().has(path);
        if (found) clues.add(outline().written(path));
        return found;
    }

    /** True if any of the JSON paths occurs. */
    public boolean hasAny(String... paths) {
        return Arrays.stream(paths).anyMatch(this::has);
    }

    /**
     * True if the outermost JSON object has a field of this name, at whatever length of the file. To be asked only where the
     * order of fields is free and much may stand before it: a file without it is read to its end.
     *
     * @param name in lower case and without underscores
     */
    public boolean hasField(String name) {
        if (has("/" + name)) return true;
        boolean found = !whole && fields.computeIfAbsent(name, this::isBehindTheHead);
        if (found) clues.add(name);
        return found;
    }

    /** The first text or number at a JSON path; empty if the head has none. */
    public String value(String path) {
        String value = outline().value(path);
        if (!value.isEmpty()) clues.add(outline().written(path) + " is " + shortened(value));
        return value;
    }

    /** True if an XML element stands at a path of local names, such as {@code /NexposeReport/nodes}. */
    public boolean hasElement(String path) {
        boolean found = xmlOutline().has(path);
        if (found) clues.add(path);
        return found;
    }

    /** An attribute of the first XML element at a path; empty if the head has none. */
    public String attribute(String path, String name) {
        String value = xmlOutline().attribute(path, name);
        if (!value.isEmpty()) clues.add(path + "@" + name + " is " + shortened(value));
        return value;
    }

    /** Namespace of the outermost XML element; empty if it has none. */
    public String namespace() {
        String namespace = xmlOutline().namespace();
        if (!namespace.isEmpty()) clues.add("namespace " + shortened(namespace));
        return namespace;
    }

    /** True if one of the first lines names all these columns of a table, see {@link Table.Row#get}. */
    public boolean hasColumns(String... columns) {
        Optional<List<String>> named = tableOutline().columns(List.of(columns));
        named.ifPresent(names -> clues.add("columns " + shortened(String.join(", ", names))));
        return named.isPresent();
    }

    /** The delimiter of a table with these columns; a comma if no line names them. */
    char delimiter(List<String> columns) {
        return tableOutline().delimiter(columns).orElse(',');
    }

    /** True if the first line is one complete JSON object, so that the file may have one on each line. */
    public boolean startsWithAnObjectOnOneLine() {
        return isUtf8() && outline().firstRootEndsOn(firstLineLength());
    }

    /** The first line without its end; cut where the head ends. */
    public String firstLine() {
        int from = hasUtf8Mark() ? 3 : 0;
        String line = new String(bytes, from, Math.max(0, firstLineLength() - from), charset())
                .strip()
                .replace("\ufeff", "");
        clues.add("first line " + shortened(line));
        return line;
    }

    /** The text encoding, told by the byte order mark; UTF-8 without one. */
    public Charset charset() {
        if (startsWith(0xfe, 0xff)) return StandardCharsets.UTF_16BE;
        return startsWith(0xff, 0xfe) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    /** True if a byte order mark tells the text encoding. */
    boolean hasMark() {
        return hasUtf8Mark() || !isUtf8();
    }

    /** Says why no format can read this, if the bytes alone tell it. */
    public Optional<String> hopeless() {
        if (bytes.length == 0) return Optional.of("the file is empty");
        String packing = Unpacking.packing(bytes);
        if (!packing.isEmpty()) return Optional.of("is " + packing + " where plain text was expected; unpack it first");
        if (isUtf8() && holdsNul()) {
            return Optional.of("is not text: it has NUL bytes (UTF-16 needs a byte order mark)");
        }
        if (whole && new String(bytes, charset()).isBlank()) return Optional.of("the file is blank");
        return Optional.empty();
    }

    /** A few words about what the file looks like, for the sentence that refuses it. */
    public String appearance() {
        String line = firstLine();
        if (line.startsWith("<")) return "XML or HTML";
        if (line.startsWith("{") || line.startsWith("[")) return "JSON";
        return line.indexOf(',') >= 0 ? "a table" : "text";
    }

    /** What stands below a place tells that the place is there. */
    private boolean isPartOfAnother(String clue) {
        return clues.stream().anyMatch(other -> !other.equals(clue) && other.startsWith(clue));
    }

    /** A clue is read by people, and what a file says is as long as its maker likes. */
    private static String shortened(String text) {
        String clean = Texts.clean(text);
        return clean.length() <= LONGEST_CLUE ? clean : clean.substring(0, LONGEST_CLUE) + "…";
    }

    private boolean isBehindTheHead(String name) {
        boolean[] found = new boolean[1];
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(field -> found[0] |= field.equals(name)));
        } catch (IOException | JacksonException _) {
            // what is wrong with the rest is told when it is read
        }
        return found[0];
    }

    private JsonOutline outline() {
        JsonOutline known = outline;
        if (known == null) {
            known = JsonOutline.of(bytes);
            outline = known;
        }
        return known;
    }

    private XmlOutline xmlOutline() {
        XmlOutline known = xmlOutline;
        if (known == null) {
            known = XmlOutline.of(beginsWith("<") ? bytes : new byte[0]);
            xmlOutline = known;
        }
        return known;
    }

    private TableOutline tableOutline() {
        TableOutline known = tableOutline;
        if (known == null) {
            known = TableOutline.of(beginsWith("<{[") ? new byte[0] : bytes, charset());
            tableOutline = known;
        }
        return known;
    }

    /** True if the first character that is not blank is one of these; a table begins with none of them. */
    private boolean beginsWith(String characters) {
        for (byte b : bytes) {
            if (b <= ' ') continue; // blanks, marks, and the zeros of UTF-16
            return characters.indexOf((char) b) >= 0;
        }
        return false;
    }

    private int firstLineLength() {
        int at = 0;
        while (at < bytes.length && bytes[at] != '\n') at++;
        return at;
    }

    private boolean isUtf8() {
        return charset().equals(StandardCharsets.UTF_8);
    }

    private boolean holdsNul() {
        for (byte b : bytes) {
            if (b == 0) return true;
        }
        return false;
    }

    private boolean hasUtf8Mark() {
        return startsWith(0xef, 0xbb) && bytes.length > 2 && (bytes[2] & 0xff) == 0xbf;
    }

    private boolean startsWith(int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }
}
