package dev.autodiff.playground.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Of {@link String}. */
public final class StringMethods {
    private StringMethods() {}

    /** The pieces between line breaks. */
    public static Stream<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(start, i));
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines.stream();
    }
}
