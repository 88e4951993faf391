package dev.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A random expression.
 *
 * @param pattern its text, with a {@code §} for each inner term
 */
record Term(String pattern, boolean isTruth, List<Term> inner) {
    static Term number(String pattern, Term... inner) {
        return new Term(pattern, false, List.of(inner));
    }

    static Term truth(String pattern, Term... inner) {
        return new Term(pattern, true, List.of(inner));
    }

    /** Simpler terms of the same type: a leaf, an inner term, or the same with a simpler inner term. */
    Stream<Term> simpler() {
        if (inner.isEmpty()) {
            return pattern.equals(leaf().pattern) ? Stream.empty() : Stream.of(leaf());
        }
        Stream<Term> smaller = Stream.concat(Stream.of(leaf()), sameType(inner));
        return Stream.concat(smaller, IntStream.range(0, inner.size()).boxed().flatMap(i -> inner.get(i)
                .simpler()
                .map(term -> with(i, term))));
    }

    private Term leaf() {
        return isTruth ? truth("x<y") : number("x");
    }

    /** The outermost terms of this type in a list. */
    private Stream<Term> sameType(List<Term> terms) {
        return terms.stream().flatMap(term -> term.isTruth == isTruth ? Stream.of(term) : sameType(term.inner));
    }

    private Term with(int index, Term term) {
        List<Term> changed = new ArrayList<>(inner);
        changed.set(index, term);
        return new Term(pattern, isTruth, changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (char c : pattern.toCharArray()) {
            text.append(c == '§' ? inner.get(next++).toString() : Character.toString(c));
        }
        return text.toString();
    }
}
