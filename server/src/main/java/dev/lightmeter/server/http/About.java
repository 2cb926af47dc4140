package dev.lightmeter.server.http;

import java.util.ArrayList;
import java.util.List;

/**
 * What a route does, for the people who read its description.
 *
 * @param summary one line, without a full stop
 * @param query what may stand in the query string
 * @param request an example of the body; empty if there is none
 * @param status of a good answer
 * @param answer an example of its body; empty if there is none
 */
public record About(String summary, List<Parameter> query, String request, int status, String answer) {

    /** Nobody has described it. */
    static final About NOTHING = new About("", List.of(), "", 200, "");

    public About {
        query = List.copyOf(query);
    }

    /** One parameter of a query string. */
    public record Parameter(String name, ParameterType type, String meaning) {}

    /** What a parameter holds, in the words of JSON Schema. */
    public enum ParameterType {
        TEXT("string", ""),
        NUMBER("integer", ""),
        TRUTH("boolean", ""),
        INSTANT("string", "date-time");

        private final String word;
        private final String format;

        ParameterType(String word, String format) {
            this.word = word;
            this.format = format;
        }

        public String word() {
            return word;
        }

        /** Empty if there is none. */
        public String format() {
            return format;
        }
    }

    About with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(query);
        more.add(parameter);
        return new About(summary, more, request, status, answer);
    }
}
