package dev.lightmeter.server.export;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.export.Sheets.Numbered;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.JsonBuffer;
import dev.lightmeter.server.odata.LineWriter;
import dev.lightmeter.server.odata.Position;
import dev.lightmeter.server.secret.Seal;
import dev.lightmeter.storage.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers with exports: page by page as JSON, or with the addresses of files that hold everything. All of it streams: a page and
 * a file are written while they are read, and nothing is kept for the next request.
 */
public final class ExportResource {

    public static final Access SOFTWARE = Access.needs(Permission.of("Software.Read.All", "Software.Read"));
    public static final Access VULNERABILITIES =
            Access.needs(Permission.of("Vulnerability.Read.All", "Vulnerability.Read"));

    /** The documented permission, and the one that setup guides of other products ask for. */
    public static final Access CONFIGURATION = Access.needs(new Permission(
            List.of("Vulnerability.Read.All", "SecurityConfiguration.Read.All"),
            List.of("Vulnerability.Read", "SecurityConfiguration.Read")));

    public static final Access FILE = Access.open(
            "the address itself is the key: it is signed, expires, and tells of the device groups of whom it was given to");

    private static final Map<String, Export<?>> BY_FOLDER = Stream.of(
                    Export.SOFTWARE, Export.SOFTWARE_WITHOUT_PRODUCT_CODE, Export.VULNERABILITIES, Export.CONFIGURATION)
            .collect(Collectors.toUnmodifiableMap(
                    export -> export.folder().toLowerCase(Locale.ROOT), Function.identity()));

    private static final int LONGEST_VALIDITY_HOURS = 6;
    /** About half a million rows of a fleet as scanners see it. */
    private static final int DEVICES_PER_FILE = 4_096;

    private static final int BUFFER = 1 << 16;

    private final Store store;
    private final Views views;
    private final String tenant;
    private final Seal seal;
    private final Clock clock;

    /**
     * @param tenant stands in the paths of files
     * @param key seals the addresses of files
     */
    public ExportResource(Store store, Views views, String tenant, byte[] key, Clock clock) {
        this.store = store;
        this.views = views;
        this.tenant = tenant;
        this.seal = new Seal(key);
        this.clock = clock;
    }

    public Reply softwareByMachine(Call call) {
        return page(call, Export.SOFTWARE, null);
    }

    public Reply softwareFiles(Call call) {
        return files(call, Export.SOFTWARE);
    }

    public Reply softwareWithoutProductCodeByMachine(Call call) {
        return page(call, Export.SOFTWARE_WITHOUT_PRODUCT_CODE, null);
    }

    public Reply softwareWithoutProductCodeFiles(Call call) {
        return files(call, Export.SOFTWARE_WITHOUT_PRODUCT_CODE);
    }

    public Reply vulnerabilitiesByMachine(Call call) {
        return page(call, Export.VULNERABILITIES, null);
    }

    public Reply vulnerabilityFiles(Call call) {
        return files(call, Export.VULNERABILITIES);
    }

    /** The window is fixed by the first page: its end travels in the link to the next one. */
    public Reply vulnerabilityChangesByMachine(Call call) {
        Window asked = Window.since(call.query(), clock.instant());
        Optional<Place> place = ExportPage.of(call.query()).after().map(position -> Place.of(position, true));
        Instant to = place.map(Place::until).filter(Objects::nonNull).orElse(asked.to());
        return page(call, Export.VULNERABILITY_CHANGES, new Window(asked.from(), to));
    }

    public Reply configurationByMachine(Call call) {
        return page(call, Export.CONFIGURATION, null);
    }

    public Reply configurationFiles(Call call) {
        return files(call, Export.CONFIGURATION);
    }

    /** One file, for whoever holds its address. */
    public Reply file(Call call) {
        Export<?> export = BY_FOLDER.get(call.parameter("folder").toLowerCase(Locale.ROOT));
        Optional<FileLink> link = export == null
                ? Optional.empty()
                : FileLink.of(call.query().first("sig").orElse(""), seal)
                        .filter(told -> told.folder().equals(export.folder()));
        if (export == null || link.isEmpty()) {
            throw new ProblemException(Problem.forbidden("The address of this file is not one that was handed out"));
        }
        if (!clock.instant().isBefore(link.get().expires())) {
            throw new ProblemException(Problem.forbidden("The address of this file has expired; ask for a new one"));
        }
        return file(export, link.get());
    }

    private <R> Reply file(Export<R> export, FileLink link) {
        Scoreboard board = views.ofGroups(link.groups());
        Sheets sheets = new Sheets(store, board, export.parts(), null);
        LineWriter<R> lines = export.lines();
        return Reply.file("application/gzip", link.fileName(), out -> {
            try (OutputStream gzip = new FastGzip(out)) {
                JsonBuffer json = new JsonBuffer(BUFFER);
                sheets.forEach(link.fromSlot(), link.toSlot(), numbered -> {
                    for (R row : export.rowsOf(numbered.sheet())) lines.write(row, json);
                    if (json.size() > BUFFER / 2) drain(json, gzip);
                    return true;
                });
                drain(json, gzip);
            }
        });
    }

    private Reply files(Call call, Export<?> export) {
        Instant now = clock.instant();
        Instant expires = now.plus(validity(call.query()));
        Scoreboard board = views.of(caller(call));
        List<String> addresses = new ArrayList<>();
        // as many files as the devices in sight need: how many there are beside them must not show
        int[] slots = IntStream.range(0, board.fleet().slots())
                .filter(slot -> board.state(slot).isPresent())
                .toArray();
        for (int first = 0; first < slots.length; first += DEVICES_PER_FILE) {
            int next = first + DEVICES_PER_FILE;
            FileLink link = new FileLink(
                    export.folder(),
                    now,
                    addresses.size(),
                    slots[first],
                    next < slots.length ? slots[next] : Integer.MAX_VALUE,
                    groupsOf(call, board),
                    expires);
            addresses.add(call.baseUrl() + link.address(tenant, seal));
        }
        JsonBuffer json = new JsonBuffer(1_024);
        json.raw("{\"@odata.context\":")
                .string(context(call, Export.FILES_CONTEXT))
                .raw(",\"exportFiles\":[");
        for (int i = 0; i < addresses.size(); i++) {
            if (i > 0) json.raw(',');
            json.string(addresses.get(i));
        }
        json.raw("],\"generatedTime\":").instant(now).raw('}');
        return Reply.odata(json.toBytes());
    }

    private <R> Reply page(Call call, Export<R> export, @Nullable Window window) {
        ExportPage page = ExportPage.of(call.query());
        Place start =
                page.after().map(position -> Place.of(position, window != null)).orElse(Place.BEGINNING);
        Sheets sheets = new Sheets(store, views.of(caller(call)), export.parts(), window);
        String context = context(call, export.context());
        return Reply.odataStreaming(out -> {
            JsonBuffer json = new JsonBuffer(BUFFER);
            json.raw("{\"@odata.context\":").string(context).raw(",\"value\":[");
            Rows<R> rows = new Rows<>(export, page.rows(), start, json, out);
            sheets.forEach(start.slot, Integer.MAX_VALUE, rows::takeFrom);
            json.raw(']');
            if (page.links() && rows.more) {
                Place end = rows.last.until(window == null ? null : window.to());
                json.raw(",\"@odata.nextLink\":").string(nextLink(call, end.position()));
            }
            json.raw('}');
            json.drainTo(out);
        });
    }

    /** The rows of one page on their way out. */
    private static final class Rows<R> {

        private final Export<R> export;
        private final int most;
        private final Place start;
        private final JsonBuffer json;
        private final OutputStream out;
        private int written;
        private Place last;
        private boolean more;

        Rows(Export<R> export, int most, Place start, JsonBuffer json, OutputStream out) {
            this.export = export;
            this.most = most;
            this.start = start;
            this.json = json;
            this.out = out;
            this.last = start;
        }

        /** False as soon as there is a row too many: then there is a next page. */
        boolean takeFrom(Numbered numbered) {
            for (R row : export.rowsOf(numbered.sheet())) {
                String name = export.key().apply(row);
                if (!start.isBefore(numbered.slot(), name)) continue;
                if (written == most) {
                    more = true;
                    return false;
                }
                if (written++ > 0) json.raw(',');
                export.shape().rows().write(row, json);
                last = new Place(numbered.slot(), name, null);
            }
            if (json.size() > BUFFER / 2) drain(json, out);
            return true;
        }
    }

    /**
     * Where a page ended.
     *
     * @param key of the last row of the device in the slot; everything of the device is still to come if it is empty
     * @param until end of the window of changes; null in a full export
     */
    private record Place(int slot, String key, @Nullable Instant until) {

        static final Place BEGINNING = new Place(0, "", null);

        static Place of(Position position, boolean withWindow) {
            List<@Nullable String> values = position.values();
            try {
                if (values.size() != (withWindow ? 3 : 2)) throw ExportPage.foreignToken();
                int slot = Integer.parseInt(Objects.requireNonNullElse(values.get(0), ""));
                return new Place(
                        slot,
                        Objects.requireNonNullElse(values.get(1), ""),
                        withWindow ? Instant.parse(Objects.requireNonNullElse(values.get(2), "")) : null);
            } catch (NumberFormatException | DateTimeParseException e) {
                throw ExportPage.foreignToken();
            }
        }

        boolean isBefore(int otherSlot, String otherKey) {
            return otherSlot > slot || (otherSlot == slot && otherKey.compareTo(key) > 0);
        }

        Place until(@Nullable Instant end) {
            return new Place(slot, key, end);
        }

        Position position() {
            return until == null
                    ? Position.of(Integer.toString(slot), key)
                    : Position.of(Integer.toString(slot), key, until.toString());
        }
    }

    /** As the live service writes it: names of parameters in lower case, the token last. */
    private static String nextLink(Call call, Position position) {
        StringBuilder link =
                new StringBuilder(call.baseUrl()).append(call.path()).append('?');
        for (String pair : call.rawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = FormFields.unescape(equals < 0 ? pair : pair.substring(0, equals))
                    .toLowerCase(Locale.ROOT);
            if (pair.isEmpty() || name.equals("$skiptoken")) continue;
            link.append(name).append(equals < 0 ? "" : pair.substring(equals)).append('&');
        }
        return link.append("$skiptoken=").append(position.token()).toString();
    }

    private static Duration validity(FormFields query) {
        String text = query.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("sasValidHours"))
                .map(FormFields.Field::value)
                .findFirst()
                .orElse("1");
        if (!text.matches("[1-" + LONGEST_VALIDITY_HOURS + "]")) {
            String shown = text.length() > 50 ? text.substring(0, 50) + "..." : text;
            throw new ProblemException(new Problem(
                    400,
                    "InvalidInput",
                    "sasValidHours must be a whole number from 1 to " + LONGEST_VALIDITY_HOURS + ", got '" + shown
                            + "'"));
        }
        return Duration.ofHours(Long.parseLong(text));
    }

    private static Optional<Set<Integer>> groupsOf(Call call, Scoreboard board) {
        if (caller(call).sight() instanceof Sight.Everything) return Optional.empty();
        return Optional.of(board.groups().stream()
                .map(GroupScore::group)
                .filter(Objects::nonNull)
                .map(DeviceGroup::id)
                .collect(Collectors.toSet()));
    }

    private static Caller caller(Call call) {
        return call.caller().orElseThrow();
    }

    private static String context(Call call, String fragment) {
        return call.baseUrl() + "/api/$metadata#" + fragment;
    }

    private static void drain(JsonBuffer json, OutputStream out) {
        try {
            json.drainTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files are made for one reader at once: twice as fast and an eighth larger than what the JDK does by itself. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
