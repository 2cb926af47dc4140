package dev.lightmeter.server.authority;

import dev.lightmeter.server.user.SignIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The forms of the authority's pages. */
final class SignInForm {

    static final String USER_NAME = "username";
    static final String PASSWORD = "password";
    static final String USER_CODE = "user_code";
    static final String CANCEL = "cancel";

    private SignInForm() {}

    /**
     * Asks for user name and password.
     *
     * @param client the name of the program that wants to sign somebody in
     * @param leadsTo where the browser goes afterwards, told because anybody can give a program any name; empty if nowhere
     * @param hidden fields that come back as they are
     * @param known a user name to start with; empty for none
     */
    static Html password(
            String client,
            Optional<String> leadsTo,
            Set<String> scopes,
            Html hidden,
            String known,
            Optional<String> wrong) {
        return Html.of(
                """
                <h1>Sign in</h1>
                <p class="quiet">to continue to <strong>%s</strong>%s</p>
                %s
                <form method="post">
                %s
                <label for="username">User name</label>
                <input id="username" name="username" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required%s value="%s">
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required%s>
                <div class="buttons">
                <button type="submit">Sign in</button>
                <button class="second" type="submit" name="cancel" value="1" formnovalidate>Cancel</button>
                </div>
                </form>
                %s
                """,
                Html.text(client),
                leadsTo.map(place -> Html.of(" at %s", Html.text(place))).orElse(Html.NOTHING),
                alert(wrong),
                hidden,
                autofocus(known.isEmpty()),
                Html.text(known),
                autofocus(!known.isEmpty()),
                allowed(client, scopes));
    }

    /** Asks for the code that a device shows. */
    static Html userCode(Html hidden, String known, Optional<String> wrong) {
        return Html.of("""
                <h1>Connect a device</h1>
                <p class="quiet">Enter the code that the program or device shows you.</p>
                %s
                <form method="post">
                %s
                <label for="user_code">Code</label>
                <input class="code" id="user_code" name="user_code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus maxlength="20" value="%s">
                <div class="buttons"><button type="submit">Next</button></div>
                </form>
                """, alert(wrong), hidden, Html.text(known));
    }

    /** Carries an answer to the client by itself; where scripts are off, the person presses the button. */
    static Html carrying(String address, Map<String, List<String>> fields) {
        Html hidden = fields.entrySet().stream()
                .map(field -> hidden(field.getKey(), field.getValue().getFirst()))
                .reduce(Html.NOTHING, Html::and);
        return Html.of("""
                <h1>Almost done</h1>
                <p class="quiet">Going back to the program.</p>
                <form method="post" action="%s">
                %s
                <div class="buttons"><button type="submit">Continue</button></div>
                </form>
                """, Html.text(address), hidden);
    }

    /** Says something and asks for nothing. */
    static Html message(String title, String text) {
        return Html.of("<h1>%s</h1>\n<p>%s</p>\n", Html.text(title), Html.text(text));
    }

    static Html hidden(String name, String value) {
        return Html.of("<input type=\"hidden\" name=\"%s\" value=\"%s\">", Html.text(name), Html.text(value));
    }

    /** What to tell people whose sign-in was not accepted. */
    static String why(SignIn notAccepted) {
        return switch (notAccepted) {
            case SignIn.Refused() -> "User name and password do not belong together.";
            case SignIn.Disabled() -> "This user is disabled. Ask whoever looks after Lightmeter.";
            case SignIn.TooSoon(var wait) ->
                "Too many failures from this place. Wait " + inWords(wait.toSeconds() + 1) + " and try again.";
            case SignIn.Busy() -> "Too many people sign in at this moment. Try again.";
            case SignIn.Accepted accepted -> throw new IllegalArgumentException("nothing is wrong");
        };
    }

    private static String inWords(long seconds) {
        if (seconds >= 120) return (seconds + 59) / 60 + " minutes";
        return seconds == 1 ? "a second" : seconds + " seconds";
    }

    private static Html allowed(String client, Set<String> scopes) {
        if (scopes.isEmpty()) return Html.NOTHING;
        Html items = scopes.stream()
                .map(scope -> Html.of("<li>%s</li>", Html.text(scope)))
                .reduce(Html.NOTHING, Html::and);
        return Html.of("""
                <details>
                <summary>What %s may do for you</summary>
                <ul>%s</ul>
                <p>Never more than you may do yourself.</p>
                </details>
                """, Html.text(client), items);
    }

    private static Html alert(Optional<String> wrong) {
        return wrong.map(text -> Html.of("<p class=\"bad\" role=\"alert\">%s</p>", Html.text(text)))
                .orElse(Html.NOTHING);
    }

    private static Html autofocus(boolean here) {
        return here ? new Html(" autofocus") : Html.NOTHING;
    }
}
