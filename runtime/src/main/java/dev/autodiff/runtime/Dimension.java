package dev.autodiff.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The length of an axis: a whole number, or a polynomial with whole coefficients in dimensions that have names, such as
 * {@code n*m - 1}. Polynomials stand in one normal form, so dimensions that are equal for all values of their names are
 * equal.
 */
public final class Dimension {
    public static final Dimension ZERO = new Dimension(List.of());
    public static final Dimension ONE = literal(1);

    /** What a polynomial is made of: a name, or a quotient or remainder that is no polynomial. */
    private sealed interface Atom {
        long evaluate(Map<String, Integer> names);

        void addNames(Set<String> names);
    }

    private record Name(String name) implements Atom {
        @Override
        public long evaluate(Map<String, Integer> names) {
            Integer value = names.get(name);
            if (value == null) {
                throw new IllegalArgumentException("the dimension '" + name + "' has no value");
            }
            return value;
        }

        @Override
        public void addNames(Set<String> names) {
            names.add(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The dividend over the divisor, rounded up. */
    private record Ceiling(Dimension dividend, int divisor) implements Atom {
        @Override
        public long evaluate(Map<String, Integer> names) {
            return -Math.floorDiv(-dividend.evaluate(names), divisor);
        }

        @Override
        public void addNames(Set<String> names) {
            names.addAll(dividend.names());
        }

        @Override
        public String toString() {
            return "ceil((" + dividend + ")/" + divisor + ")";
        }
    }

    /** The dividend modulo the divisor, 0 where that is 0: never negative. */
    private record Remainder(Dimension dividend, Dimension divisor) implements Atom {
        @Override
        public long evaluate(Map<String, Integer> names) {
            return remainder(dividend.evaluate(names), divisor.evaluate(names));
        }

        @Override
        public void addNames(Set<String> names) {
            names.addAll(dividend.names());
            names.addAll(divisor.names());
        }

        @Override
        public String toString() {
            return "mod(" + dividend + ", " + divisor + ")";
        }
    }

    private record Term(List<Atom> factors, long coefficient) {
        boolean isNeverNegative() {
            return coefficient >= 0
                    && factors.stream()
                            .allMatch(atom -> !(atom instanceof Ceiling ceiling) || ceiling.dividend.isNeverNegative());
        }

        String key() {
            List<String> texts = factors.stream().map(Atom::toString).toList();
            return String.join("*", texts);
        }
    }

    /** By key, none with coefficient 0; the constant term, which has no factors, comes first. */
    private final List<Term> terms;

    /** Most dimensions are numbers, and each call of a compiled function asks for them. */
    private final boolean isLiteral;

    private final long literal;

    private Dimension(List<Term> terms) {
        this.terms = List.copyOf(terms);
        this.isLiteral = terms.isEmpty() || terms.size() == 1 && terms.get(0).factors().isEmpty();
        this.literal = isLiteral && !terms.isEmpty() ? terms.get(0).coefficient() : 0;
    }

    public static Dimension literal(long value) {
        return value == 0 ? ZERO : new Dimension(List.of(new Term(List.of(), value)));
    }

    /** A dimension that is known only when the function is called. */
    public static Dimension named(String name) {
        return new Dimension(List.of(new Term(List.of(new Name(name)), 1)));
    }

    public boolean isLiteral() {
        return isLiteral;
    }

    /** Whether no lengths that the names may have make this negative, as far as that is easily told. */
    public boolean isNeverNegative() {
        return terms.stream().allMatch(Term::isNeverNegative);
    }

    public boolean is(long value) {
        return isLiteral() && literal() == value;
    }

    /** The number that this dimension is. */
    public long literal() {
        if (!isLiteral) {
            throw new IllegalStateException("the dimension " + this + " is not a number");
        }
        return literal;
    }

    /** The number that stands in the sum beside the names. */
    public long constantTerm() {
        return terms.isEmpty() || !terms.get(0).factors().isEmpty() ? 0 : terms.get(0).coefficient();
    }

    public Dimension plus(Dimension other) {
        if (isLiteral() && other.isLiteral()) {
            return literal(Math.addExact(literal(), other.literal()));
        }
        TreeMap<String, Term> sum = new TreeMap<>();
        terms.forEach(term -> add(sum, term));
        other.terms.forEach(term -> add(sum, term));
        return normal(sum);
    }

    public Dimension plus(long number) {
        return plus(literal(number));
    }

    public Dimension minus(Dimension other) {
        return plus(other.times(-1));
    }

    public Dimension times(Dimension other) {
        if (isLiteral() && other.isLiteral()) {
            return literal(Math.multiplyExact(literal(), other.literal()));
        }
        TreeMap<String, Term> product = new TreeMap<>();
        for (Term a : terms) {
            for (Term b : other.terms) {
                List<Atom> factors = new ArrayList<>(a.factors());
                factors.addAll(b.factors());
                factors.sort((x, y) -> x.toString().compareTo(y.toString()));
                add(product, new Term(List.copyOf(factors), Math.multiplyExact(a.coefficient(), b.coefficient())));
            }
        }
        return normal(product);
    }

    public Dimension times(long number) {
        return times(literal(number));
    }

    /** The quotient without a remainder by a product of names and a number; null if there is a remainder. */
    public Dimension dividedBy(Dimension divisor) {
        if (divisor.terms.size() != 1) {
            return equals(divisor) ? ONE : null;
        }
        Term by = divisor.terms.get(0);
        TreeMap<String, Term> quotient = new TreeMap<>();
        for (Term term : terms) {
            List<Atom> factors = new ArrayList<>(term.factors());
            for (Atom factor : by.factors()) {
                if (!factors.remove(factor)) {
                    return null;
                }
            }
            if (term.coefficient() % by.coefficient() != 0) {
                return null;
            }
            add(quotient, new Term(List.copyOf(factors), term.coefficient() / by.coefficient()));
        }
        return normal(quotient);
    }

    /** The quotient by a positive number, rounded up: the number of steps of a slice. */
    public Dimension ceilingOver(int divisor) {
        Dimension exact = dividedBy(literal(divisor));
        if (exact != null) {
            return exact;
        }
        return isLiteral()
                ? literal(-Math.floorDiv(-literal(), divisor))
                : new Dimension(List.of(new Term(List.of(new Ceiling(this, divisor)), 1)));
    }

    /** The remainder of a division by a length, between 0 and that; 0 where that is 0. */
    public Dimension modulo(Dimension length) {
        return isLiteral() && length.isLiteral() ? literal(remainder(literal(), length.literal()))
                : new Dimension(List.of(new Term(List.of(new Remainder(this, length)), 1)));
    }

    private static long remainder(long dividend, long length) {
        return Math.floorMod(dividend, Math.max(length, 1));
    }

    private static void add(TreeMap<String, Term> terms, Term term) {
        Term known = terms.get(term.key());
        long coefficient = known == null ? term.coefficient() : Math.addExact(known.coefficient(), term.coefficient());
        terms.put(term.key(), new Term(term.factors(), coefficient));
    }

    private static Dimension normal(TreeMap<String, Term> terms) {
        List<Term> kept = terms.values().stream().filter(term -> term.coefficient() != 0).toList();
        return kept.isEmpty() ? ZERO : new Dimension(kept);
    }

    /** The name that this dimension is by itself, or null. */
    public String name() {
        boolean isName = terms.size() == 1
                && terms.get(0).coefficient() == 1
                && terms.get(0).factors().size() == 1
                && terms.get(0).factors().get(0) instanceof Name;
        return isName ? ((Name) terms.get(0).factors().get(0)).name() : null;
    }

    /** The same with dimensions in the place of names; others stay. */
    public Dimension substitute(Map<String, Dimension> names) {
        Dimension sum = ZERO;
        for (Term term : terms) {
            Dimension product = literal(term.coefficient());
            for (Atom factor : term.factors()) {
                product = product.times(substitute(factor, names));
            }
            sum = sum.plus(product);
        }
        return sum;
    }

    private static Dimension substitute(Atom atom, Map<String, Dimension> names) {
        if (atom instanceof Ceiling ceiling) {
            return ceiling.dividend().substitute(names).ceilingOver(ceiling.divisor());
        }
        if (atom instanceof Remainder remainder) {
            return remainder.dividend().substitute(names).modulo(remainder.divisor().substitute(names));
        }
        String name = ((Name) atom).name();
        return names.getOrDefault(name, named(name));
    }

    /**
     * What a name stands for if this dimension is a given one, where it is a multiple of the name and something else;
     * null if it is not, or the answer is no whole number.
     */
    public Dimension solve(String name, Dimension given) {
        Dimension rest = substitute(Map.of(name, ZERO));
        Dimension factor = substitute(Map.of(name, ONE)).minus(rest);
        boolean isLinear = factor.isLiteral() && !factor.is(0) && named(name).times(factor).plus(rest).equals(this);
        return isLinear ? given.minus(rest).dividedBy(factor) : null;
    }

    /** The names that must be known for the value. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        terms.forEach(term -> term.factors().forEach(factor -> factor.addNames(names)));
        return names;
    }

    /**
     * @throws IllegalArgumentException if a name has no value
     * @throws ArithmeticException if the value is beyond the range of long
     */
    public long evaluate(Map<String, Integer> names) {
        if (isLiteral) {
            return literal;
        }
        long sum = 0;
        for (Term term : terms) {
            long product = term.coefficient();
            for (Atom factor : term.factors()) {
                product = Math.multiplyExact(product, factor.evaluate(names));
            }
            sum = Math.addExact(sum, product);
        }
        return sum;
    }

    /** Takes a polynomial apart for a code generator, in an order that gives the sum term by term. */
    public interface Reader {
        void number(long value);

        void name(String name);

        /** The dividend has been read and is replaced by its quotient, rounded up. */
        void ceiling(int divisor);

        /**
         * The dividend and a length have been read and are replaced by the remainder, which is 0 where the length is.
         */
        void remainder();

        void multiply();

        void add();
    }

    /** Reads this dimension in postfix order. */
    public void read(Reader reader) {
        if (isLiteral()) {
            reader.number(literal());
            return;
        }
        for (int i = 0; i < terms.size(); i++) {
            read(terms.get(i), reader);
            if (i > 0) {
                reader.add();
            }
        }
    }

    private static void read(Term term, Reader reader) {
        boolean first = true;
        if (term.coefficient() != 1 || term.factors().isEmpty()) {
            reader.number(term.coefficient());
            first = false;
        }
        for (Atom factor : term.factors()) {
            if (factor instanceof Ceiling ceiling) {
                ceiling.dividend().read(reader);
                reader.ceiling(ceiling.divisor());
            } else if (factor instanceof Remainder remainder) {
                remainder.dividend().read(reader);
                remainder.divisor().read(reader);
                reader.remainder();
            } else {
                reader.name(factor.toString());
            }
            if (!first) {
                reader.multiply();
            }
            first = false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dimension that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return isLiteral() ? Long.hashCode(literal()) : toString().hashCode();
    }

    /** {@code 3}, {@code n}, {@code 2*n - 1}. */
    @Override
    public String toString() {
        if (isLiteral()) {
            return Long.toString(literal());
        }
        StringBuilder out = new StringBuilder();
        for (int i = terms.size() - 1; i >= 0; i--) {
            append(out, terms.get(i));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Term term) {
        long size = Math.abs(term.coefficient());
        if (out.length() > 0) {
            out.append(term.coefficient() < 0 ? " - " : " + ");
        } else if (term.coefficient() < 0) {
            out.append('-');
        }
        if (term.factors().isEmpty()) {
            out.append(size);
        } else {
            out.append(size == 1 ? "" : size + "*").append(term.key());
        }
    }
}
