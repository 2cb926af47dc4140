package dev.lightmeter.server.authority;

/** A piece of a page. Texts get in through {@link #text} only, which leaves nothing in them that a browser would obey. */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    /** A text as it is, between tags or inside a quoted attribute. */
    static Html text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return new Html(safe.toString());
    }

    /** Our own markup with pieces put in where it says {@code %s}. */
    static Html of(String template, Html... pieces) {
        Object[] markup = new Object[pieces.length];
        for (int i = 0; i < pieces.length; i++) markup[i] = pieces[i].markup;
        return new Html(template.formatted(markup));
    }

    Html and(Html next) {
        return new Html(markup + next.markup);
    }
}
