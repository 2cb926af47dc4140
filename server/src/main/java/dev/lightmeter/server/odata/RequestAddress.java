package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.FormFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The address that a client asked for.
 *
 * @param base scheme, host and port as the client sees them
 * @param path as the client wrote it
 * @param query as the client wrote it, without the question mark
 */
record RequestAddress(String base, String path, String query) {

    static RequestAddress of(Call call) {
        return new RequestAddress(call.baseUrl(), call.path(), call.rawQuery());
    }

    /** The {@code @odata.context} of an answer. */
    String context(String fragment) {
        return base + "/api/$metadata#" + fragment;
    }

    /** True for {@code /$count} below a list. */
    boolean asksForCount() {
        return FormFields.unescape(path)
                .replaceFirst("/+$", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("/$count");
    }

    /**
     * The same address for the next page. All other options stay byte for byte what they were.
     *
     * @param skip rows so far; tells people where they are, the position is what counts
     */
    String next(long skip, Position position) {
        List<String> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty() && !isPaging(pair)) pairs.add(pair);
        }
        pairs.add("$skip=" + skip);
        pairs.add("$skiptoken=" + position.token());
        return base + path + "?" + String.join("&", pairs);
    }

    private static boolean isPaging(String pair) {
        int equals = pair.indexOf('=');
        String name = FormFields.unescape(equals < 0 ? pair : pair.substring(0, equals));
        return name.equalsIgnoreCase("$skip") || name.equalsIgnoreCase("$skiptoken");
    }
}
