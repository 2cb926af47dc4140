package dev.lightmeter.importers.reading;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** A file cannot be read any further; the message is one sentence for the user, place first if there is one. */
public final class UnreadableException extends IOException {

    public UnreadableException(String reason) {
        super(reason);
    }

    public UnreadableException(String place, String reason) {
        super(place + ": " + reason);
    }

    /** What went wrong, in one line for the user: never the name of a class, never a stack, and no sign a terminal obeys. */
    public static String sentence(Exception e) {
        return Texts.clean(words(e));
    }

    private static String words(Exception e) {
        return switch (e) {
            case UnreadableException known -> known.message();
            case JacksonIOException wrapped when wrapped.getCause() != null -> words(wrapped.getCause());
            case JacksonException broken -> place(broken.getLocation()) + reason(broken);
            case EOFException _ -> "the file ends in the middle; is it truncated?";
            case ZipException damaged -> "the archive is damaged: " + damaged.getMessage();
            case CharacterCodingException _ -> "the text is not valid UTF-8";
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "the file must not be read by this user";
            default -> "cannot be read: " + e.getMessage();
        };
    }

    /** Why a JSON text cannot be read, without the place. */
    public static String reason(JacksonException e) {
        return switch (e) {
            case UnexpectedEndOfInputException _ -> "the file ends in the middle of a value; is it truncated?";
            case StreamConstraintsException tooMuch -> "more than any honest file needs: " + excess(tooMuch);
            default -> "broken JSON: " + firstSentence(e);
        };
    }

    private static String excess(StreamConstraintsException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.contains("nesting depth")) return "values nested too deep";
        if (message.startsWith("Number")) return "too many digits in a number";
        if (message.startsWith("Name")) return "a name that is too long";
        return "a text that is too long";
    }

    private String message() {
        return String.valueOf(getMessage());
    }

    private static String place(@Nullable TokenStreamLocation at) {
        if (at == null || at.getLineNr() < 1) return "";
        return "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    /** Jackson appends hints for programmers in brackets. */
    private static String firstSentence(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        int hint = message.indexOf(" (from `");
        if (hint < 0) hint = message.indexOf(", from `");
        if (hint < 0) hint = message.indexOf(" (start marker");
        if (hint < 0) hint = message.indexOf('\n');
        return hint < 0 ? message : message.substring(0, hint);
    }
}
