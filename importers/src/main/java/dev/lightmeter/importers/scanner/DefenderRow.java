package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The columns of one row as texts, and its lists. Filled again for each row: what a column had in the row before stays in its
 * place, because most columns of an export repeat it, and comparing costs less than making a text.
 */
final class DefenderRow {

    private final DefenderColumn.ByName columns;
    private final RecentTexts texts = new RecentTexts();
    private final @Nullable String[] values = new String[DefenderColumn.ALL.size()];
    /** One bit for each column that the row has, be it null. */
    private long told;
    /** One bit for each column that has a text in this row. */
    private long filled;

    /** Columns that are lists. */
    private final Map<DefenderColumn, List<String>> lists = new EnumMap<>(DefenderColumn.class);

    private final Predicate<DefenderRow> pathsAreKnown;
    private final @Nullable DefenderDetails details;

    /**
     * A row that is empty yet.
     *
     * @param pathsAreKnown whether the paths of the row so far need not be read
     * @param details takes what only people want to know of a device; null if the rows have none of it
     */
    DefenderRow(
            DefenderColumn.ByName columns, Predicate<DefenderRow> pathsAreKnown, @Nullable DefenderDetails details) {
        this.columns = columns;
        this.pathsAreKnown = pathsAreKnown;
        this.details = details;
    }

    /** Reads an object whose start the parser has reached, up to its end. Columns that nobody reads cost no text. */
    void read(JsonParser parser) {
        told = 0;
        filled = 0;
        lists.clear();
        if (details != null) details.clear();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            DefenderColumn column = columns.find(name);
            if (column == null) {
                if (details != null) details.read(name, parser, token);
                else parser.skipChildren();
            } else if (column == DefenderColumn.TAGS) {
                putList(column, parser, token);
            } else if (column == DefenderColumn.DISK_PATHS || column == DefenderColumn.REGISTRY_PATHS) {
                if (pathsAreKnown.test(this)) parser.skipChildren();
                else putList(column, parser, token);
            } else {
                told |= bit(column);
                if (readText(column, parser, token)) filled |= bit(column);
            }
        }
    }

    private static long bit(DefenderColumn column) {
        return 1L << column.index();
    }

    private void putList(DefenderColumn column, JsonParser parser, JsonToken token) {
        List<String> told = list(parser, token);
        if (told != null) lists.put(column, told);
    }

    /** The text of a column; null if the row has none, or an explicit null. */
    @Nullable
    String get(DefenderColumn column) {
        return (filled & bit(column)) == 0 ? null : values[column.index()];
    }

    /** The text of a column, fit to be shown; empty if there is none. */
    String label(DefenderColumn column) {
        String value = get(column);
        if (value == null) return "";
        return value.length() <= Texts.LONGEST ? value : Texts.label(value);
    }

    /** True if the row has the column, be it null. */
    boolean tells(DefenderColumn column) {
        return (told & bit(column)) != 0;
    }

    /** Null if the row has no such list. */
    @Nullable
    List<String> list(DefenderColumn column) {
        return lists.get(column);
    }

    /** What only people want to know of the device. */
    DeviceDetails details() {
        DeviceDetails told = details == null ? DeviceDetails.NONE : details.told();
        return told.with(DeviceDetail.ONBOARDING_STATUS, label(DefenderColumn.ONBOARDING))
                .with(DeviceDetail.OS_VERSION, label(DefenderColumn.OS_VERSION))
                .with(DeviceDetail.OS_ARCHITECTURE, label(DefenderColumn.OS_ARCHITECTURE));
    }

    /** False if the value is no text. */
    private boolean readText(DefenderColumn column, JsonParser parser, JsonToken token) {
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            parser.skipChildren();
            return false;
        }
        String before = values[column.index()];
        if (before == null || !isText(parser, before)) values[column.index()] = text(column, parser, token);
        return true;
    }

    /** Addresses are long and looked at once in a while, so they are not worth remembering. */
    private String text(DefenderColumn column, JsonParser parser, JsonToken token) {
        boolean repeats = token == JsonToken.VALUE_STRING && column != DefenderColumn.UPDATE_URL;
        return repeats ? texts.of(parser.getString()) : parser.getString();
    }

    private static boolean isText(JsonParser parser, String text) {
        int length = parser.getStringLength();
        if (length != text.length()) return false;
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        for (int i = 0; i < length; i++) {
            if (chars[offset + i] != text.charAt(i)) return false;
        }
        return true;
    }

    /** An array of texts, or a text that holds such an array, as tables exported by others have it. */
    private static @Nullable List<String> list(JsonParser parser, JsonToken token) {
        if (token == JsonToken.START_ARRAY) return elements(parser);
        if (token != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return null;
        }
        String text = parser.getString().strip();
        if (!text.startsWith("[")) return text.isEmpty() ? List.of() : List.of(Texts.label(text));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser inner = Json.parser(bytes, 0, bytes.length)) {
            inner.nextToken();
            return elements(inner);
        } catch (JacksonException _) {
            return List.of(Texts.label(text)); // a text that merely begins with a bracket
        }
    }

    private static List<String> elements(JsonParser parser) {
        List<String> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) elements.add(Texts.label(parser.getString()));
            else parser.skipChildren();
        }
        return elements;
    }
}
