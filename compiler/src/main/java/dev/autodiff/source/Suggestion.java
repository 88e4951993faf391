package dev.autodiff.source;

import java.util.Collection;
import java.util.stream.Collectors;

/** Finds the name that a misspelled one was probably meant to be. */
public final class Suggestion {
    /** Nobody misspells a longer name, and comparing takes the product of the lengths. */
    private static final int MAX_LENGTH = 60;

    /** Nobody reads more names than these in one message. */
    private static final int MAX_LISTED = 20;

    private Suggestion() {}

    /** {@code x, y, z}; of many names the first ones, and how many more there are. */
    public static String listed(Collection<String> names) {
        String first = names.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return names.size() <= MAX_LISTED ? first : first + " and " + (names.size() - MAX_LISTED) + " more";
    }

    /** {@code did you mean 'log'?}, or the fallback if no candidate is near. */
    public static String didYouMean(String name, Collection<String> candidates, String fallback) {
        if (name.length() > MAX_LENGTH) {
            return fallback;
        }
        String best = null;
        int bestDistance = allowed(name) + 1;
        for (String candidate : candidates) {
            boolean canBeNearer = Math.abs(candidate.length() - name.length()) < bestDistance;
            int distance =
                    candidate.equalsIgnoreCase(name) ? 0 : canBeNearer ? distance(name, candidate) : bestDistance;
            // a name of which nothing is left is no misspelling of it
            boolean keepsSomething = distance < Math.max(name.length(), candidate.length());
            if (keepsSomething && distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best == null ? fallback : "did you mean '" + best + "'?";
    }

    /** A name of one letter is like every other one. */
    private static int allowed(String name) {
        return name.length() == 1 ? 0 : Math.max(1, name.length() / 3);
    }

    /** The number of insertions, deletions, replacements and swaps of neighbours between two words (Damerau). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
