package dev.autodiff.kernel;

import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The variables that several parts of a method use. They are elements of arrays, one array for each kind; the method
 * makes these arrays, and every part takes them. An element is used again once the last reader of its variable has run.
 * What never changes is an argument of parts instead: arrays, integer parameters, and the indices of loops.
 */
final class Workspace {
    /** The method that keeps what is in no part. */
    private static final int CALLER = -1;

    private final Method method;
    private final Set<Variable> handed = new LinkedHashSet<>();
    private final Map<Variable, Integer> owners = new HashMap<>();
    private final Set<Variable> crossing = new LinkedHashSet<>();
    private final Map<Variable, Integer> first = new LinkedHashMap<>();
    private final Map<Variable, Integer> last = new HashMap<>();
    private final Map<Variable, Integer> places = new HashMap<>();
    private final Map<Kind, Integer> lengths = new LinkedHashMap<>();
    private final Map<Kind, Variable> arrays = new LinkedHashMap<>();
    private final Map<Piece.Part, Integer> numbers = new LinkedHashMap<>();
    private final Map<Piece.Part, Method> methods = new LinkedHashMap<>();
    private final int firstNumber;
    private int position;

    /**
     * @param pieces of its body
     * @param firstNumber of a part
     */
    Workspace(Method method, List<Piece> pieces, int firstNumber) {
        this.method = method;
        this.firstNumber = firstNumber;
        Set<Variable> assigned = VariableUses.of(method.body()).assigned();
        method.parameters().stream()
                .filter(parameter -> !parameter.kind().isFloating() && !assigned.contains(parameter))
                .forEach(handed::add);
        method.parameters().forEach(parameter -> occur(parameter, CALLER));
        position++;
        locate(pieces);
        allocate();
        numbers.keySet().forEach(part -> methods.put(part, method(part)));
    }

    /** Whether the statement makes an array. */
    static boolean isArray(Stmt statement) {
        return statement instanceof Stmt.Let let && let.value() instanceof Expr.NewArray;
    }

    private void locate(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Part part) {
                numbers.put(part, firstNumber + numbers.size());
                part.uses().all().forEach(variable -> occur(variable, numbers.get(part)));
                position++;
            } else {
                locate((Piece.Kept) piece);
            }
        }
    }

    private void locate(Piece.Kept kept) {
        Stmt statement = kept.statement();
        if (isArray(statement)) {
            handed.add(((Stmt.Let) statement).variable());
        } else if (statement instanceof Stmt.For loop) {
            handed.add(loop.index());
        }
        VariableUses.of(statement.of(expression -> expression, part -> List.of())).all()
                .forEach(variable -> occur(variable, CALLER));
        position++;
        kept.inner().forEach(this::locate);
        if (statement instanceof Stmt.Loop || statement instanceof Stmt.For) {
            // the next step may read what was there before
            VariableUses.of(statement).free().forEach(variable -> last.put(variable, position));
            position++;
        }
    }

    private void occur(Variable variable, int owner) {
        if (!owners.merge(variable, owner, (before, now) -> before).equals(owner) && !handed.contains(variable)) {
            crossing.add(variable);
        }
        first.putIfAbsent(variable, position);
        last.put(variable, position);
    }

    /** Places in the order in which they are needed. */
    private void allocate() {
        Map<Kind, PriorityQueue<Variable>> open = new HashMap<>();
        Map<Kind, PriorityQueue<Integer>> free = new HashMap<>();
        for (Variable variable : first.keySet()) {
            if (!crossing.contains(variable)) {
                continue;
            }
            Kind kind = variable.kind();
            PriorityQueue<Variable> ending =
                    open.computeIfAbsent(kind, any -> new PriorityQueue<>(Comparator.comparing(last::get)));
            PriorityQueue<Integer> places = free.computeIfAbsent(kind, any -> new PriorityQueue<>());
            while (!ending.isEmpty() && last.get(ending.peek()) < first.get(variable)) {
                places.add(this.places.get(ending.poll()));
            }
            this.places.put(variable, places.isEmpty() ? lengths.merge(kind, 1, Integer::sum) - 1 : places.poll());
            ending.add(variable);
            arrays.computeIfAbsent(kind, any -> new Variable(kind.array(), "workspace"));
        }
    }

    /** The parts as methods, in the order in which they run. */
    Map<Piece.Part, Method> methods() {
        return methods;
    }

    private Expr place(Variable variable) {
        return element(arrays.get(variable.kind()), places.get(variable));
    }

    private Stmt store(Variable variable, Expr value) {
        return new Stmt.Store(arrays.get(variable.kind()), integer(places.get(variable)), value);
    }

    /** The method, which makes the arrays and runs the parts. */
    Method caller(List<Piece> pieces) {
        List<Stmt> body = new ArrayList<>();
        arrays.forEach((kind, array) ->
                body.add(new Stmt.Let(array, new Expr.NewArray(array.kind(), integer(lengths.get(kind))))));
        method.parameters().stream()
                .filter(crossing::contains)
                .forEach(parameter -> body.add(store(parameter, parameter)));
        body.addAll(kept(pieces));
        return new Method(
                method.name(),
                method.isPublic(),
                method.parameters(),
                method.result(),
                body,
                method.documentation(),
                method.form());
    }

    private List<Stmt> kept(List<Piece> pieces) {
        List<Stmt> statements = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Part part) {
                Method called = methods.get(part);
                statements.add(new Stmt.Run(new Expr.Call(called.reference(), List.copyOf(called.parameters()))));
            } else {
                statements.addAll(kept((Piece.Kept) piece));
            }
        }
        return statements;
    }

    private List<Stmt> kept(Piece.Kept kept) {
        Stmt statement = kept.statement();
        if (statement instanceof Stmt.Let let && crossing.contains(let.variable())) {
            return let.value() == null ? List.of() : List.of(store(let.variable(), read(let.value(), crossing)));
        }
        if (statement instanceof Stmt.Assign assign && crossing.contains(assign.variable())) {
            return List.of(store(assign.variable(), read(assign.value(), crossing)));
        }
        int[] next = {0};
        return List.of(statement.of(
                expression -> read(expression, crossing),
                part -> kept(kept.inner().get(next[0]++))));
    }

    /** A part: it copies what it reads more than once to variables, and stores what it changes in the end. */
    private Method method(Piece.Part part) {
        VariableUses uses = part.uses();
        Set<Variable> used = new LinkedHashSet<>(uses.all());
        used.retainAll(crossing);
        Set<Variable> changed = new LinkedHashSet<>(used);
        changed.retainAll(uses.given());
        Set<Variable> readInPlace = new HashSet<>(used);
        readInPlace.removeIf(variable -> changed.contains(variable) || uses.reads(variable) > 1);
        List<Stmt> body = new ArrayList<>();
        for (Variable variable : used) {
            if (!readInPlace.contains(variable) && !uses.declared().contains(variable)) {
                body.add(new Stmt.Let(variable, place(variable)));
            }
        }
        for (Stmt statement : part.statements()) {
            boolean isElsewhere = statement instanceof Stmt.Let let && readInPlace.contains(let.variable());
            if (!isElsewhere) {
                body.add(withReads(statement, readInPlace));
            }
        }
        changed.forEach(variable -> body.add(store(variable, variable)));
        List<Variable> parameters = new ArrayList<>(handed);
        parameters.retainAll(uses.all());
        Set<Kind> kinds = used.stream().map(Variable::kind).collect(Collectors.toSet());
        arrays.forEach((kind, array) -> {
            if (kinds.contains(kind)) {
                parameters.add(array);
            }
        });
        Method.Form form = method.form() == Method.Form.SYNTHETIC ? Method.Form.SYNTHETIC : Method.Form.STATIC;
        return new Method(method.name() + "Part" + numbers.get(part), false, parameters, Kind.VOID, body, null, form);
    }

    private Stmt withReads(Stmt statement, Set<Variable> away) {
        return statement.of(
                expression -> read(expression, away),
                part -> part.stream().map(inner -> withReads(inner, away)).toList());
    }

    /** The expression, with some of its variables read from their places. */
    private Expr read(Expr expression, Set<Variable> away) {
        if (expression instanceof Variable variable) {
            return away.contains(variable) ? place(variable) : variable;
        }
        return expression.operands().isEmpty()
                ? expression
                : expression.of(
                        expression.operands().stream().map(operand -> read(operand, away)).toList());
    }
}
