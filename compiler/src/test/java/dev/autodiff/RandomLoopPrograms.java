package dev.autodiff;

import dev.autodiff.RandomLoopExpressions.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random programs of loops, branches and functions as text: right by construction, with few steps and moderate values.
 */
final class RandomLoopPrograms {
    private static final int MAX_NESTING = 3;
    private static final int MAX_STATEMENTS = 8;

    /**
     * What a program may make of the results of its loops: functions whose derivatives need these results, or their
     * own.
     */
    private static final List<String> AFTER_LOOPS =
            List.of("(§)", "(§)", "exp(-0.1*(§))", "tanh(§)", "sqrt(1 + (§)^2)", "(sigmoid(§)*(§))");

    private static final List<String> AFTER_LOOPS_OF_TENSORS =
            List.of("softmax(§)", "(softmax(§)*arange(n))", "log_softmax(§)", "cumsum(exp(0.1*(§)))");

    /** Derivatives of the number § by the variable #. */
    private static final List<String> DERIVATIVES = List.of(
            "grad(sin(#)*§, #)",
            "grad(sin(#)*§, #)",
            "jacobian(sin(#)*§, #)",
            "jvp(sin(#)*§, #, §)",
            "vjp(cos(#)*§, #, §)",
            "0.1*hessian(sin(#)*§, #)",
            "0.1*hvp(cos(#)*§, #, §)");

    /** The same by elements of a tensor, or all of them. */
    private static final List<String> DERIVATIVES_BY_TENSORS = List.of(
            "0.1*sum(jvp(sin(#)*§, #, cos(#)))",
            "0.1*sum(vjp(tanh(#)*§, #, cos(#)))",
            "0.1*sum(jacobian(tanh(#)*§, #) @ cos(#))",
            "0.1*sum(hessian(sum(sin(#))*§, #) @ cos(#))",
            "0.1*sum(hvp(sum(sin(#))*§, #, cos(#)))",
            "0.1*sum(jacobian(tanh(#)*§, #[1]))",
            "0.1*hessian(sum(tanh(#))*§, #[0])",
            "0.1*hvp(prod(sin(#))*§, #[1], §)");

    private final Random random;
    private final RandomLoopExpressions expressions;
    private final boolean isFloat;
    private final boolean detaches;
    private final boolean hasTensors;
    private final StringBuilder text = new StringBuilder();
    private final List<String> calls = new ArrayList<>();
    private final List<String> tensorCalls = new ArrayList<>();
    private int count;
    private int statements;

    private RandomLoopPrograms(long seed, boolean isFloat) {
        this.isFloat = isFloat;
        this.random = new Random(seed);
        this.detaches = random.nextInt(4) == 0;
        this.expressions = new RandomLoopExpressions(random, detaches);
        this.hasTensors = random.nextInt(5) > 1;
    }

    /** What a block may read and what of it it may assign. */
    private record Block(Names names, List<String> numbers, List<String> tensors, int nesting) {
        Block inner() {
            return new Block(names.inner(), new ArrayList<>(numbers), new ArrayList<>(tensors), nesting + 1);
        }

        void addNumber(String name) {
            names.numbers().add(name);
            numbers.add(name);
        }

        void addTensor(String name) {
            names.tensors().add(name);
            tensors.add(name);
        }
    }

    /** The parameters are the numbers p and q, and of some programs a tensor x of n elements, of which there are 3. */
    static String of(long seed) {
        return new RandomLoopPrograms(seed, false).write();
    }

    /** The same in single precision, as far as constants do not make it double. */
    static String inFloats(long seed) {
        return new RandomLoopPrograms(seed, true).write();
    }

    private String write() {
        IntStream.range(0, random.nextInt(3)).forEach(i -> function(hasTensors && random.nextBoolean()));
        String numberType = isFloat ? "f32" : "f64";
        line(
                0,
                (hasTensors ? "input x: " + numberType + "[n]; " : "") + "input p: " + numberType + "; input q: "
                        + numberType);
        Block main = block(hasTensors ? List.of("x") : List.of(), List.of("p", "q"));
        state(main);
        statements = MAX_STATEMENTS;
        while (statements > 0) {
            statement(main);
        }
        main.numbers().addAll(main.names().matrices().stream().map(matrix -> "sum(" + matrix + ")").toList());
        String numbers = any(AFTER_LOOPS).replace("§", String.join(" + ", main.numbers()));
        String tensors = any(random.nextBoolean() ? AFTER_LOOPS : AFTER_LOOPS_OF_TENSORS)
                .replace("§", String.join(" + ", main.tensors()));
        line(
                0,
                "z = "
                        + (!hasTensors
                                ? numbers
                                : random.nextInt(3) == 0
                                        ? tensors + " + 0.5*(" + numbers + ")"
                                        : numbers + " + sum(" + tensors + ")"));
        return text.toString();
    }

    private Block block(List<String> tensors, List<String> numbers) {
        Names names = new Names(
                new ArrayList<>(numbers),
                new ArrayList<>(tensors),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                calls,
                tensorCalls);
        return new Block(names, new ArrayList<>(), new ArrayList<>(), 0);
    }

    private void function(boolean isTensor) {
        String name = (isTensor ? "g" : "f") + count++;
        line(0, name + (isTensor ? (isFloat ? "(v: f32[n], a, b) {" : "(v: f64[n], a, b) {") : "(a, b) {"));
        Block body = block(isTensor ? List.of("v") : List.of(), List.of("a", "b")).inner();
        if (random.nextBoolean()) {
            body.numbers().add("a");
        }
        assignNew(body);
        statements = 1 + random.nextInt(4);
        while (statements > 0) {
            statement(body);
        }
        if (random.nextInt(3) == 0) {
            line(
                    1,
                    "if " + expressions.truth(body.names(), 1) + " { return " + result(body, isTensor)
                            + " } else { return " + result(body, isTensor) + " }");
        } else {
            line(1, "return " + result(body, isTensor));
        }
        line(0, "}");
        (isTensor ? tensorCalls : calls).add(name + (!isTensor ? "(§, §)" : isFloat ? "(f32(#), §, §)" : "(#, §, §)"));
    }

    private String result(Block body, boolean isTensor) {
        return isTensor ? expressions.tensor(body.names(), 2) : expressions.number(body.names(), 2);
    }

    /** What the loops of the program go on with. */
    private void state(Block main) {
        for (String initial : List.of("0.3*p", "q", "0", "1")) {
            main.addNumber("u" + count);
            line(0, "u" + count++ + " = " + initial);
        }
        for (String initial : hasTensors ? List.of("tanh(x)", "zeros(n)") : List.<String>of()) {
            main.addTensor("s" + count);
            line(0, "s" + count++ + " = " + initial);
        }
        if (hasTensors && random.nextBoolean()) {
            main.names().matrices().add("w" + count);
            line(0, "w" + count++ + " = 0.3*outer(x, x)");
        }
    }

    private void statement(Block block) {
        statements--;
        boolean nests = block.nesting() < MAX_NESTING && statements > 0;
        int kind = nests ? random.nextInt(100) : 50 + random.nextInt(50);
        if (kind < 16) {
            branch(block);
        } else if (kind < 36) {
            forLoop(block);
        } else if (kind < 50) {
            whileLoop(block);
        } else if (kind < 56 && detaches) {
            line(block.nesting(), "no_grad {");
            assign(new Block(block.names(), block.numbers(), block.tensors(), block.nesting() + 1));
            line(block.nesting(), "}");
        } else if (kind < 62) {
            derivative(block);
        } else if (kind < 68) {
            assignNew(block);
        } else if (kind < 72 && !block.names().tensors().isEmpty()) {
            largest(block);
        } else {
            assign(block);
        }
    }

    private void statements(Block block) {
        IntStream.rangeClosed(0, random.nextInt(3)).forEach(i -> statement(block));
    }

    private void branch(Block block) {
        String head = "if " + expressions.truth(block.names(), 2);
        for (int arms = 1 + random.nextInt(3); arms > 0; arms--) {
            line(block.nesting(), head + " {");
            statements(block.inner());
            line(block.nesting(), "}");
            head = arms == 2 && random.nextBoolean() ? "else" : "elif " + expressions.truth(block.names(), 1);
        }
    }

    private void forLoop(Block block) {
        String i = "i" + count++;
        Block body = block.inner();
        int kind = random.nextInt(block.names().tensors().isEmpty() ? 4 : 7);
        String range = switch (kind) {
            case 0 -> "0:4";
            case 1 -> "3:-1:-1";
            case 2 -> "0:min(3, 2 + " + expressions.number(block.names(), 1) + ")";
            case 3 -> "[0.5, -0.25]";
            case 4 -> expressions.tensor(block.names(), 1);
            default -> "0:n";
        };
        switch (kind) {
            case 0, 1 -> body.names().loose().add(i);
            case 3, 4 -> body.names().numbers().add(i);
            default -> body.names().indices().add(i);
        }
        line(block.nesting(), "for " + i + " in " + range + " {");
        statements(body);
        line(block.nesting(), "}");
    }

    private void whileLoop(Block block) {
        String k = "k" + count++;
        line(block.nesting(), k + " = 0");
        Block body = block.inner();
        body.names().indices().add(k);
        String condition = expressions.truth(block.names(), 2);
        line(
                block.nesting(),
                "while "
                        + (random.nextBoolean() ? k + " < 3 and (" + condition + ")" : condition + " and " + k + " < 3")
                        + " {");
        statements(body);
        line(body.nesting(), k + " = " + k + " + 1");
        line(block.nesting(), "}");
        block.names().loose().add(k);
    }

    private void assign(Block block) {
        boolean isTensor = !block.tensors().isEmpty() && random.nextBoolean();
        if (!isTensor && block.numbers().isEmpty()) {
            assignNew(block);
        } else if (!isTensor) {
            line(block.nesting(), any(block.numbers()) + " = " + bounded(block));
        } else if (random.nextBoolean()) {
            String step = random.nextBoolean() ? "tanh(" : "0.7*sin(";
            line(block.nesting(), any(block.tensors()) + " = " + step + expressions.tensor(block.names(), 2) + ")");
        } else {
            assignElement(block);
        }
    }

    private void assignElement(Block block) {
        String s = any(block.tensors());
        if (!block.names().matrices().isEmpty() && random.nextInt(3) == 0) {
            String w = any(block.names().matrices());
            line(
                    block.nesting(),
                    w + "[" + expressions.index(block.names()) + ", " + expressions.index(block.names()) + "] = "
                            + bounded(block));
        } else if (!block.names().loose().isEmpty() && random.nextBoolean()) {
            String i = any(block.names().loose());
            line(
                    block.nesting(),
                    "if 0 <= " + i + " and " + i + " < 3 { " + s + "[" + i + "] = " + bounded(block) + " }");
        } else if (random.nextInt(4) == 0) {
            line(block.nesting(), s + "[1:] = 0.9*" + any(block.names().tensors()) + "[:-1]*" + bounded(block));
        } else {
            line(block.nesting(), s + "[" + expressions.index(block.names()) + "] = " + bounded(block));
        }
    }

    private String bounded(Block block) {
        String value = expressions.number(block.names(), 2);
        return switch (random.nextInt(3)) {
            case 0 -> "tanh(" + value + ")";
            case 1 -> "0.5*" + any(block.names().numbers()) + " + cos(" + value + ")";
            default -> "sin(" + value + ")";
        };
    }

    private void assignNew(Block block) {
        line(block.nesting(), "u" + count + " = " + bounded(block));
        block.addNumber("u" + count++);
    }

    /** The derivative of an expression by a variable of the program. */
    private void derivative(Block block) {
        if (block.numbers().isEmpty()) {
            assignNew(block);
        }
        boolean isByTensor = !block.tensors().isEmpty() && random.nextInt(3) == 0;
        String by = any(isByTensor ? block.tensors() : block.numbers());
        String derivative = any(isByTensor ? DERIVATIVES_BY_TENSORS : DERIVATIVES)
                .replace("#", by)
                .replace("§", expressions.number(block.names(), 1));
        line(block.nesting(), any(block.numbers()) + " = sin(" + derivative + ")");
    }

    /** The place of the largest element: an index that depends on the data. */
    private void largest(Block block) {
        String m = "m" + count++;
        String x = any(block.names().tensors());
        line(block.nesting(), m + " = 0");
        line(block.nesting(), "for j in 1:3 { if " + x + "[j] > " + x + "[" + m + "] { " + m + " = j } }");
        block.names().indices().add(m);
    }

    private void line(int nesting, String line) {
        text.append("  ".repeat(nesting)).append(line).append('\n');
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
