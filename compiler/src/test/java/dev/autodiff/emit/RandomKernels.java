package dev.autodiff.emit;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Exprs;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random methods of all statements and expressions, which end and are well-typed. */
final class RandomKernels {
    private static final List<Operator> OF_NUMBERS =
            List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE, Operator.REMAINDER);
    private static final List<Operator> OF_INTS = List.of(
            Operator.ADD,
            Operator.SUBTRACT,
            Operator.MULTIPLY,
            Operator.BIT_AND,
            Operator.BIT_XOR,
            Operator.BIT_OR,
            Operator.SHIFT_LEFT,
            Operator.SHIFT_RIGHT,
            Operator.SHIFT_RIGHT_UNSIGNED);
    private static final List<Operator> OF_TRUTHS =
            List.of(Operator.AND, Operator.OR, Operator.BIT_AND, Operator.BIT_XOR, Operator.BIT_OR);
    private static final List<Operator> RELATIONS =
            Arrays.stream(Operator.values()).filter(Operator::isRelation).toList();
    private static final List<Kind> NUMBERS = List.of(Kind.F64, Kind.F64, Kind.INT, Kind.F32);
    private static final double[] CONSTANTS = {0, 1, -1, 0.5, -2.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY, -0.0};

    private final Random random;
    private final Body body = new Body();
    private final Variable numbers = new Variable(Kind.F64.array(), "numbers");
    private List<Variable> inScope = new ArrayList<>();
    private int statements = 14;

    private RandomKernels(Random random) {
        this.random = random;
    }

    /** {@code double f(double x, int n, double[] numbers)}, for arrays of four elements at least. */
    static Method method(Random random) {
        RandomKernels kernels = new RandomKernels(random);
        List<Variable> parameters = List.of(new Variable(Kind.F64, "x"), new Variable(Kind.INT, "n"), kernels.numbers);
        kernels.inScope.addAll(parameters.subList(0, 2));
        kernels.statements(0);
        kernels.body.result(kernels.expression(Kind.F64, 4));
        return new Method("f", true, parameters, Kind.F64, kernels.body.statements(), null);
    }

    private void statements(int depth) {
        for (int i = random.nextInt(5); i >= 0 && statements > 0; i--) {
            statements--;
            statement(depth);
        }
    }

    private void statement(int depth) {
        switch (random.nextInt(depth < 3 ? 7 : 4)) {
            case 0, 1 -> inScope.add(body.let(random.nextBoolean() ? null : "v", expression(kind(), 3)));
            case 2 -> body.store(numbers, index(), expression(Kind.F64, 3));
            case 3 -> assign();
            case 4 -> body.branch(
                    expression(Kind.BOOLEAN, 2), within(depth), random.nextBoolean() ? within(depth) : () -> {});
            case 5 -> body.loop("i", Exprs.integer(0), Exprs.integer(random.nextInt(4)), i -> {
                List<Variable> outside = new ArrayList<>(inScope);
                // not the counter itself, which assignments would keep from its end
                inScope.add(body.let("step", Exprs.add(i, Exprs.integer(1))));
                statements(depth + 1);
                inScope = outside;
            });
            default -> whileLoop(depth);
        }
    }

    private void whileLoop(int depth) {
        Variable left = body.let(null, Exprs.integer(random.nextInt(5)));
        body.repeat(() -> {
            body.branch(
                    Exprs.or(Exprs.compare(left, Operator.AT_MOST, Exprs.integer(0)), expression(Kind.BOOLEAN, 1)),
                    body::leave);
            within(depth).run();
            body.assign(left, Exprs.subtract(left, Exprs.integer(1)));
        });
    }

    private Runnable within(int depth) {
        return () -> {
            List<Variable> outside = new ArrayList<>(inScope);
            statements(depth + 1);
            inScope = outside;
        };
    }

    private void assign() {
        Variable variable = inScope.get(random.nextInt(inScope.size()));
        body.assign(variable, expression(variable.kind(), 3));
    }

    private Kind kind() {
        return random.nextInt(5) == 0 ? Kind.BOOLEAN : NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private Expr index() {
        return Exprs.integer(random.nextInt(4));
    }

    private Expr expression(Kind kind, int depth) {
        List<Variable> fitting = inScope.stream().filter(variable -> variable.kind().equals(kind)).toList();
        if (!fitting.isEmpty() && random.nextInt(depth + 1) == 0) {
            return fitting.get(random.nextInt(fitting.size()));
        }
        if (depth == 0) {
            return constant(kind);
        }
        if (random.nextInt(6) == 0) {
            return Exprs.choose(
                    expression(Kind.BOOLEAN, depth - 1), expression(kind, depth - 1), expression(kind, depth - 1));
        }
        return kind.equals(Kind.BOOLEAN) ? truth(depth) : number(kind, depth);
    }

    private Expr truth(int depth) {
        if (random.nextInt(3) == 0) {
            Expr first = expression(Kind.BOOLEAN, depth - 1);
            return random.nextInt(4) == 0
                    ? Exprs.not(first)
                    : new Expr.Operation(
                            OF_TRUTHS.get(random.nextInt(OF_TRUTHS.size())),
                            first,
                            expression(Kind.BOOLEAN, depth - 1));
        }
        Kind kind = NUMBERS.get(random.nextInt(NUMBERS.size()));
        Operator relation = RELATIONS.get(random.nextInt(RELATIONS.size()));
        return Exprs.compare(expression(kind, depth - 1), relation, expression(kind, depth - 1));
    }

    private Expr number(Kind kind, int depth) {
        int choice = random.nextInt(8);
        if (choice == 0) {
            return Exprs.negate(expression(kind, depth - 1));
        }
        if (choice == 1) {
            return Exprs.cast(kind, expression(NUMBERS.get(random.nextInt(NUMBERS.size())), depth - 1));
        }
        if (choice == 2) {
            return kind.equals(Kind.F64)
                    ? Exprs.element(numbers, index())
                    : kind.equals(Kind.INT) ? Exprs.length(numbers) : constant(kind);
        }
        if (choice == 3 && kind.equals(Kind.F64)) {
            return Exprs.call(
                    MethodRef.ofDoubles("java.lang.Math", random.nextBoolean() ? "abs" : "sqrt", 1),
                    expression(kind, depth - 1));
        }
        List<Operator> operators = kind.equals(Kind.INT) ? OF_INTS : OF_NUMBERS;
        return new Expr.Operation(
                operators.get(random.nextInt(operators.size())),
                expression(kind, depth - 1),
                expression(kind, depth - 1));
    }

    private Expr constant(Kind kind) {
        double value = CONSTANTS[random.nextInt(CONSTANTS.length)];
        if (kind.equals(Kind.BOOLEAN)) {
            return Exprs.truth(random.nextBoolean());
        }
        return kind.equals(Kind.INT)
                ? Exprs.integer(random.nextInt(9) - 4)
                : kind.equals(Kind.F32) ? new Expr.Literal(kind, (float) value) : Exprs.number(value);
    }
}
