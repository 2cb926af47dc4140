package dev.lightmeter.server.odata;

import java.util.ArrayList;
import java.util.List;

/**
 * One element of a list that is separated by commas.
 *
 * @param at index of its first char
 * @param text without blanks around it
 */
record ListItem(int at, String text) {

    /** All elements; an empty one is a problem. */
    static List<ListItem> split(OptionText source) {
        List<ListItem> items = new ArrayList<>();
        String text = source.text();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            int at = start;
            while (at < end && text.charAt(at) == ' ') at++;
            String item = text.substring(at, end).strip();
            if (item.isEmpty()) throw source.wrongAt(at, "expected the name of a property");
            items.add(new ListItem(at, item));
            start = end + 1;
        }
        return items;
    }
}
