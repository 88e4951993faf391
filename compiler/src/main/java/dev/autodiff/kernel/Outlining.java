package dev.autodiff.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Cuts a method that is too large for HotSpot into parts, methods that it calls one after the other. Loops and branches
 * that are too large themselves stay, and their bodies are cut. Where a list of statements is cut, few variables are in
 * use; those that several parts use are elements of arrays, a {@link Workspace}.
 */
public final class Outlining {
    /** HotSpot never compiles a method of more bytes (HugeMethodLimit): it would run five times slower. */
    public static final int MAX_BYTES = 8000;

    /**
     * How much of the limit a part fills before the loads and stores of what crosses between parts are added: small
     * enough for the JIT's register allocator, and large enough for few values to cross.
     */
    private static final double PART = 0.6;

    /** A smaller share of the limit is not worth a call. */
    private static final double SMALLEST_PART = 0.02;

    /**
     * By how much of the limit parts must be smaller in each round: with new parts the places of others move, and far
     * ones take more bytes. Of thousands of parts a few would otherwise grow beyond the limit in round after round,
     * each of which goes through the whole method.
     */
    private static final double STEP = 0.1;

    private final Method method;
    private final ToIntFunction<Method> size;
    private final int maxBytes;
    private final Map<Stmt, VariableUses> uses = new IdentityHashMap<>();

    private Outlining(Method method, ToIntFunction<Method> size, int maxBytes) {
        this.method = method;
        this.size = size;
        this.maxBytes = maxBytes;
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
     * @param maxBytes of each; larger is only what cannot be cut: what returns from the method or leaves its loops,
     *     and a single statement
     */
    public static List<Method> of(Method method, ToIntFunction<Method> size, int maxBytes) {
        List<Method> methods = new ArrayList<>(List.of(method));
        int bytes = size.applyAsInt(method);
        while (bytes > maxBytes) {
            List<Method> cut = new Outlining(methods.get(0), size, maxBytes).cut(methods.size() - 1);
            int before = bytes;
            bytes = size.applyAsInt(cut.get(0));
            if (bytes >= before) {
                break;
            }
            methods.set(0, cut.get(0));
            methods.addAll(cut.subList(1, cut.size()));
        }
        return methods;
    }

    /** @param number of the first part */
    private List<Method> cut(int number) {
        List<Piece> pieces = new Cuts(method.body(), 0, PART * maxBytes).pieces;
        Workspace workspace = new Workspace(method, pieces, number);
        Map<Piece.Part, Integer> sizes = sizes(workspace.methods());
        int before = 0;
        double limit = maxBytes;
        while (sizes.values().stream().anyMatch(bytes -> bytes > maxBytes) && sizes.size() > before) {
            before = sizes.size();
            pieces = halved(pieces, larger(sizes, limit));
            workspace = new Workspace(method, pieces, number);
            sizes = sizes(workspace.methods());
            limit = Math.max(limit - STEP * maxBytes, maxBytes / 2.0);
        }
        List<Method> methods = new ArrayList<>(List.of(workspace.caller(pieces)));
        methods.addAll(workspace.methods().values());
        return methods;
    }

    private Map<Piece.Part, Integer> sizes(Map<Piece.Part, Method> methods) {
        Map<Piece.Part, Integer> sizes = new HashMap<>();
        methods.forEach((part, code) -> sizes.put(part, size.applyAsInt(code)));
        return sizes;
    }

    private static Set<Piece.Part> larger(Map<Piece.Part, Integer> sizes, double limit) {
        return sizes.keySet().stream().filter(part -> sizes.get(part) > limit).collect(Collectors.toSet());
    }

    /** Cuts parts again that the loads and stores of what crosses have made too large. */
    private List<Piece> halved(List<Piece> pieces, Set<Piece.Part> tooLarge) {
        List<Piece> all = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Kept kept) {
                all.add(new Piece.Kept(
                        kept.statement(),
                        kept.inner().stream().map(part -> halved(part, tooLarge)).toList()));
            } else if (tooLarge.contains(piece)) {
                List<Stmt> statements = ((Piece.Part) piece).statements();
                int bytes = statements.stream().mapToInt(this::bytes).sum();
                List<Piece> parts = new Cuts(statements, 0, bytes * PART).pieces;
                all.addAll(parts.size() > 1 ? parts : List.of(piece));
            } else {
                all.add(piece);
            }
        }
        return all;
    }

    /** How one list of statements is cut. */
    private final class Cuts {
        private final List<Stmt> statements;
        private final List<Piece> pieces = new ArrayList<>();
        private final int[] bytes;
        private final int[] live;
        private int from;
        private final double partBytes;
        private int line;

        /** @param line of the source that control comes from */
        Cuts(List<Stmt> statements, int line, double partBytes) {
            this.statements = statements;
            this.partBytes = partBytes;
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
                    pieces.add(isTooLarge ? inParts(statement) : Piece.Kept.whole(statement));
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
            if (sum(from, end) < SMALLEST_PART * maxBytes) {
                part.forEach(statement -> pieces.add(Piece.Kept.whole(statement)));
            } else {
                List<Stmt> all = new ArrayList<>();
                if (line > 0) {
                    all.add(new Stmt.Line(line));
                }
                all.addAll(part);
                pieces.add(new Piece.Part(all));
            }
            line = lineBehind(part, line);
            from = end;
        }

        private Piece inParts(Stmt statement) {
            return new Piece.Kept(
                    statement,
                    statement.parts().stream()
                            .map(part -> new Cuts(part, line, partBytes).pieces)
                            .toList());
        }
    }

    private static int lineBehind(List<Stmt> statements, int before) {
        int line = before;
        for (Stmt statement : statements) {
            line = statement instanceof Stmt.Line next ? next.number() : line;
        }
        return line;
    }

    private VariableUses uses(Stmt statement) {
        return uses.computeIfAbsent(statement, VariableUses::of);
    }

    private int bytes(Stmt statement) {
        Method alone = new Method(
                method.name(), false, List.copyOf(uses(statement).free()), Kind.VOID, List.of(statement), null);
        return size.applyAsInt(alone);
    }

    /** Whether only this method can do it: to return, to leave a loop, or to make an array that all parts use. */
    private boolean staysHere(Stmt statement) {
        return Workspace.isArray(statement) || statement instanceof Stmt.Throw || uses(statement).leaves();
    }

    /** For each place in a list how many variables have been made before it that are used behind it. */
    private int[] live(List<Stmt> statements) {
        Map<Variable, Integer> last = new HashMap<>();
        for (int i = 0; i < statements.size(); i++) {
            for (Variable variable : uses(statements.get(i)).all()) {
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
