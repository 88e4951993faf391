package dev.autodiff.playground.jdk;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/** Of {@link Matcher}. */
public final class MatcherMethods {
    private MatcherMethods() {}

    /** The text with each match replaced by what the function gives for it. */
    public static String replaceAll(Matcher matcher, Function<MatchResult, String> replacement) {
        // the class library has no appendReplacement for a StringBuilder
        StringBuffer replaced = new StringBuffer();
        matcher.reset();
        while (matcher.find()) {
            matcher.appendReplacement(replaced, replacement.apply(matcher.toMatchResult()));
        }
        return matcher.appendTail(replaced).toString();
    }
}
