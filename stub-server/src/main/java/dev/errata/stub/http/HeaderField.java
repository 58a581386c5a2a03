package dev.errata.stub.http;

import dev.errata.fixtures.masking.Masking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * One line of a message's headers.
 *
 * <pre>{@code
 * new HeaderField("Retry-After", "30")
 * }</pre>
 *
 * @param name its name, as written; a token of HTTP
 * @param value its value, as written; no control characters but tabs. Characters outside ASCII are sent as UTF-8
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record HeaderField(String name, String value) {

    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    /**
     * Checks that name and value fit on one line of a message.
     *
     * @param name the name
     * @param value the value
     * @throws IllegalArgumentException if the name is not a token, or the value contains a control character
     */
    public HeaderField {
        if (!isToken(name)) {
            throw new IllegalArgumentException("Invalid header name \"" + printable(name)
                    + "\": expected letters, digits and " + TOKEN_SIGNS + " only.");
        }
        int control = indexOfControl(value);
        if (control >= 0) {
            throw new IllegalArgumentException("Invalid value of header " + name + ": the character at index " + control
                    + " is the control character U+" + hex(value.charAt(control)) + ".");
        }
    }

    /**
     * Tells whether this field has a name, in upper or lower case.
     *
     * @param other the name
     * @return whether it is this field's
     */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    /**
     * Returns the values of fields by their names, which are looked up in upper or lower case.
     *
     * @param fields the fields
     * @return the values of each name, in order
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public static Map<String, List<String>> byName(List<HeaderField> fields) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach(field ->
                byName.computeIfAbsent(field.name, name -> new ArrayList<>()).add(field.value));
        return Collections.unmodifiableMap(byName);
    }

    /** Returns the line, a credential in it masked. */
    @Override
    public String toString() {
        return name + ": " + Masking.usual().header(name, value);
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenSign(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isTokenSign(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_SIGNS.indexOf(c) >= 0;
    }

    /** Returns the index of the first character that would break a line of a message; -1 if there is none. */
    static int indexOfControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return i;
            }
        }
        return -1;
    }

    static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0000".substring(digits.length()) + digits;
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c == 0x7f ? "\\u" + hex(c) : String.valueOf(c));
        }
        return shown.toString();
    }
}
