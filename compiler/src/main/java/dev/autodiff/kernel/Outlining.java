package dev.autodiff.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Cuts a method that is too large for HotSpot into parts, methods that it calls one after the other. Loops and branches
 * that are too large themselves stay, and their bodies are cut. Where a list of statements is cut, few variables are in
 * use; those that several parts use are elements of arrays, a {@link Workspace}.
 */
public final class Outlining {
    /** HotSpot never compiles a method of more bytes (HugeMethodLimit): it would run five times slower. */
    public static final int MAX_BYTES = 8000;

    /**
     * What a part has of the bytes that it may have, for what it takes from others and leaves to them: small enough for
     * the JIT's register allocator, and large enough for few values to cross.
     */
    private static final double PART = 0.6;

    /** Less of these bytes is not worth a call. */
    private static final double SMALLEST_PART = 0.02;

    private final Method method;
    private final ToIntFunction<Method> size;
    private final double partBytes;
    private final double smallest;
    private final int firstNumber;
    private final List<Piece.Part> parts = new ArrayList<>();

    private Outlining(
            Method method, ToIntFunction<Method> size, double partBytes, double smallest, int firstNumber) {
        this.method = method;
        this.size = size;
        this.partBytes = partBytes;
        this.smallest = smallest;
        this.firstNumber = firstNumber;
    }

    /**
     * The method and its parts, in the order in which they run.
     *
     * @param size the bytes of a method's code
     */
    public static List<Method> of(Method method, ToIntFunction<Method> size) {
        return of(method, size, MAX_BYTES);
    }

    /**
     * The method and its parts, in the order in which they run.
     *
     * @param size the bytes of a method's code
     * @param maxBytes of each; only a method of which all but a rest stays in it may be larger: what returns from it,
     *     and leaves loops of it
     */
    public static List<Method> of(Method method, ToIntFunction<Method> size, int maxBytes) {
        List<Method> methods = new ArrayList<>(List.of(method));
        double bytes = PART * maxBytes;
        while (bytes >= SMALLEST_PART * maxBytes && size.applyAsInt(methods.get(0)) > maxBytes) {
            Outlining outlining =
                    new Outlining(methods.get(0), size, bytes, SMALLEST_PART * maxBytes, methods.size() - 1);
            List<Method> cut = outlining.cut();
            boolean isSmaller = size.applyAsInt(cut.get(0)) < size.applyAsInt(methods.get(0));
            if (isSmaller && cut.stream().skip(1).allMatch(part -> size.applyAsInt(part) <= maxBytes)) {
                methods.set(0, cut.get(0));
                methods.addAll(cut.subList(1, cut.size()));
            } else {
                // what crosses takes room as well
                bytes /= 2;
            }
        }
        return methods;
    }

    private List<Method> cut() {
        List<Piece> pieces = pieces(method.body(), 0);
        Workspace workspace = new Workspace(method, pieces);
        List<Method> methods = new ArrayList<>(List.of(workspace.caller(pieces)));
        parts.forEach(part -> methods.add(workspace.method(part)));
        return methods;
    }

    private List<Piece> pieces(List<Stmt> statements, int line) {
        return new Cuts(statements, line).pieces;
    }

    /** How one list of statements is cut. */
    private final class Cuts {
        private final List<Stmt> statements;
        private final List<Piece> pieces = new ArrayList<>();
        private final int[] bytes;
        private final int[] live;
        private int from;
        private int line;

        /** @param line of the source that control comes from */
        Cuts(List<Stmt> statements, int line) {
            this.statements = statements;
            this.bytes = new int[statements.size()];
            this.live = live(statements);
            this.line = line;
            int total = 0;
            for (int i = 0; i < statements.size(); i++) {
                Stmt statement = statements.get(i);
                bytes[i] = bytes(statement);
                boolean isTooLarge = bytes[i] > partBytes && !statement.parts().isEmpty();
                if (isTooLarge || staysHere(statement)) {
                    close(i);
                    pieces.add(isTooLarge ? inParts(statement, this.line) : Piece.Kept.whole(statement));
                    from = i + 1;
                    total = 0;
                } else {
                    if (total + bytes[i] > partBytes) {
                        close(fewest(i));
                        total = sum(from, i);
                    }
                    total += bytes[i];
                }
            }
            close(statements.size());
        }

        private int sum(int begin, int end) {
            int sum = 0;
            for (int i = begin; i < end; i++) {
                sum += bytes[i];
            }
            return sum;
        }

        /** Where in the second half of what fits a part the fewest variables are in use. */
        private int fewest(int end) {
            int best = end;
            int behind = 0;
            for (int i = end - 1; i > from && behind + bytes[i] <= partBytes / 2; i--) {
                behind += bytes[i];
                best = live[i] < live[best] ? i : best;
            }
            return best;
        }

        /** Ends the part that has begun, before this statement. */
        private void close(int end) {
            List<Stmt> part = statements.subList(from, end);
            if (sum(from, end) < smallest) {
                part.forEach(statement -> pieces.add(Piece.Kept.whole(statement)));
            } else {
                List<Stmt> all = new ArrayList<>();
                if (line > 0) {
                    all.add(new Stmt.Line(line));
                }
                all.addAll(part);
                parts.add(new Piece.Part(firstNumber + parts.size(), all));
                pieces.add(parts.get(parts.size() - 1));
            }
            line = lineBehind(part, line);
            from = end;
        }

    }

    private Piece inParts(Stmt statement, int line) {
        return new Piece.Kept(
                statement, statement.parts().stream().map(part -> pieces(part, line)).toList());
    }

    private static int lineBehind(List<Stmt> statements, int before) {
        int line = before;
        for (Stmt statement : statements) {
            line = statement instanceof Stmt.Line next ? next.number() : line;
        }
        return line;
    }

    private int bytes(Stmt statement) {
        Method alone = new Method(
                method.name(), false, List.copyOf(Uses.of(statement).free()), Kind.VOID, List.of(statement), null);
        return size.applyAsInt(alone);
    }

    /** What no other method can do in this one's place: to leave it, or a loop of it; and arrays are made for all. */
    private static boolean staysHere(Stmt statement) {
        return Workspace.isArray(statement) || statement instanceof Stmt.Throw || Uses.of(statement).leaves();
    }

    /** For each place in a list how many variables have been made before it that are used behind it. */
    private static int[] live(List<Stmt> statements) {
        Map<Variable, Integer> last = new HashMap<>();
        for (int i = 0; i < statements.size(); i++) {
            for (Variable variable : Uses.of(statements.get(i)).all()) {
                last.put(variable, i);
            }
        }
        int[] change = new int[statements.size() + 1];
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.Let let && last.get(let.variable()) > i) {
                change[i + 1]++;
                change[last.get(let.variable()) + 1]--;
            }
        }
        for (int i = 1; i < change.length; i++) {
            change[i] += change[i - 1];
        }
        return change;
    }
}
