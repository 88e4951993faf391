package dev.autodiff.playground.jdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Formatter;

/**
 * Of {@link Formatter}: as much as the messages of libraries need, which nobody sees here. What begins with a percent
 * sign is its argument, whatever width or precision it asks for; with the numbers of all locales it would be a fiftieth
 * of the page.
 */
public final class FormatterMethods {
    private FormatterMethods() {}

    /** One argument for each percent sign. */
    public static Formatter format(Formatter formatter, String format, Object[] arguments) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%' || next == arguments.length) {
                text.append(format.charAt(i));
                continue;
            }
            text.append(arguments[next++]);
            do {
                i++;
            } while (i + 1 < format.length() && !Character.isLetter(format.charAt(i)));
        }
        try {
            formatter.out().append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return formatter;
    }
}
