package dev.autodiff.lowering;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.Printer;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes plans for readers: each loop with its indices and what it computes, in the notation of the language. */
public final class PlanPrinter {
    /** Marks a value that is not yet where it belongs. */
    private static final String NEW = "'";

    /** Behind the name of what is folded: it is not the name of the value, which other lines may need. */
    private static final String FOLDED = " folded";

    private final Places places;
    private final Function<Step.Loop, List<String>> remarks;
    private final List<String> lines = new ArrayList<>();
    private int depth;

    private PlanPrinter(Plan plan, Function<Step.Loop, List<String>> remarks) {
        this.places = new Places(plan.arguments());
        this.remarks = remarks;
    }

    /** @param remarks lines before a loop, on what becomes of it behind the plan */
    public static List<String> lines(Plan plan, Function<Step.Loop, List<String>> remarks) {
        return new PlanPrinter(plan, remarks).print(plan);
    }

    private List<String> print(Plan plan) {
        write(plan.steps());
        lines.add("workspace: " + numbers(plan.doubles(), "numbers")
                + (plan.hasFloats() ? ", " + numbers(plan.floats(), "floats") : ""));
        lines.add("memory: " + memory(plan) + " bytes with arguments and results");
        return lines;
    }

    /** All that there is at a time, tapes aside. */
    private static Dimension memory(Plan plan) {
        Dimension bytes = plan.doubles()
                .times(Dimension.literal(Double.BYTES))
                .plus(plan.floats().times(Dimension.literal(Float.BYTES)));
        for (Buffer buffer : Stream.concat(plan.arguments().stream(), plan.results().stream()).toList()) {
            if (buffer.isWhole()) {
                bytes = bytes.plus(
                        buffer.size().times(Dimension.literal(buffer.isFloat() ? Float.BYTES : Double.BYTES)));
            }
        }
        return plan.hasSaved() ? bytes.plus(plan.saved().times(Dimension.literal(Double.BYTES))) : bytes;
    }

    private static String numbers(Dimension size, String unit) {
        return size + " " + unit;
    }

    private void write(List<Step> steps) {
        steps.forEach(this::write);
    }

    private void write(Step step) {
        if (step instanceof Step.Fill fill) {
            line(target(fill.buffer().name(), fill.buffer()) + " = " + Printer.number(fill.value()));
        } else if (step instanceof Step.Move move) {
            line(target(move.to().name(), move.to()) + " = " + target(move.from().name(), move.from()));
        } else if (step instanceof Step.Repeat repeat) {
            repeat(repeat);
        } else if (step instanceof Step.Call call) {
            List<String> inputs = call.inputs().stream().map(Buffer::name).toList();
            String sizes = String.join(", ", call.routine().sizes().stream().map(Dimension::toString).toList());
            line(target(call.result().name(), call.result()) + " = "
                    + call.routine().method() + "(" + String.join(", ", inputs) + (inputs.isEmpty() ? "" : "; ") + sizes
                    + ")" + place(call.line()));
        } else {
            loop((Step.Loop) step);
        }
    }

    private static String target(String name, Buffer buffer) {
        return buffer.type().isScalar() ? name : name + "[:]";
    }

    private static String place(int line) {
        return line > 0 ? "    # line " + line : "";
    }

    private void line(String text) {
        lines.add("  ".repeat(depth) + text);
    }

    /** {@code for step in 0:n}, or {@code while c}; what the condition needs comes first. */
    private void repeat(Step.Repeat repeat) {
        String count =
                repeat.count().isOpen() ? "" : "for " + repeat.steps().name() + " in 0:" + text(repeat.count()) + " ";
        String condition = repeat.condition() == null ? "" : "while " + repeat.condition().name() + " ";
        line((count + condition).isEmpty() ? "while true {" : count + condition + "{" + place(repeat.line()));
        depth++;
        write(repeat.head());
        if (!repeat.head().isEmpty()) {
            line("# as long as " + repeat.condition().name());
        }
        write(repeat.tail());
        if (repeat.tape() != null) {
            line("# records " + numbers(repeat.tape().width(), "numbers"));
        }
        depth--;
        line("}");
    }

    private static String text(Step.Count count) {
        return count.dimension() != null ? count.dimension().toString() : count.buffer().name();
    }

    private void loop(Step.Loop loop) {
        remarks.apply(loop).forEach(remark -> line("# " + remark));
        String indent = "  ".repeat(depth);
        int blocks = 0;
        for (int axis = 0; axis < loop.space().rank(); axis++) {
            lines.add(indent + "for " + places.index(axis) + " in 0:"
                    + loop.space().dimension(axis) + " {" + (axis == 0 ? place(loop.line()) : ""));
            indent = "  ".repeat(depth + ++blocks);
            if (loop.guard() != null && axis == Guard.lastAxis(loop.guard().access())) {
                lines.add(indent + "if " + loop.guard().parameter().op().symbol() + " {");
                indent = "  ".repeat(depth + ++blocks);
            }
        }
        Map<String, Node> results = new LinkedHashMap<>();
        Map<String, Fold> folds = new LinkedHashMap<>();
        for (Output output : loop.outputs()) {
            String text = places.text(output.buffer(), output.access(), output.index());
            if (output.fold() != null) {
                results.put(text + FOLDED, output.value());
                folds.put(text + FOLDED, output.fold());
            } else {
                results.put(isReadAfter(output, text, loop) ? text + NEW : text, output.value());
            }
        }
        for (Printer.Line line : Printer.lines(results)) {
            lines.add(indent + statement(line, folds.get(line.name())));
        }
        for (String text : results.keySet()) {
            if (text.endsWith(NEW)) {
                lines.add(indent + text.substring(0, text.length() - NEW.length()) + " = " + text);
            }
        }
        while (blocks > 0) {
            lines.add("  ".repeat(depth + --blocks) + "}");
        }
    }

    /**
     * Whether a line behind that of the output reads what was there before: a loop reads all that it needs before it
     * writes.
     */
    private static boolean isReadAfter(Output output, String text, Step.Loop loop) {
        // elements are written in the order of the outputs, and numbers as soon as they are known
        int first = output.buffer().type().isScalar() ? 0 : loop.outputs().indexOf(output) + 1;
        List<Node> others = new ArrayList<>(loop.values().subList(first, loop.outputs().size()));
        others.remove(output.value());
        if (output.fold() != null || others.isEmpty()) {
            return false;
        }
        boolean[] needed = output.value().graph().reachable(others);
        return loop.inputs().stream()
                .map(Step.Input::parameter)
                .anyMatch(parameter -> parameter.id() < needed.length
                        && needed[parameter.id()]
                        && parameter.op().symbol().equals(text));
    }

    private static String statement(Printer.Line line, Fold fold) {
        if (fold == null) {
            return line.toString();
        }
        String name = line.name().substring(0, line.name().length() - FOLDED.length());
        return switch (fold) {
            case SUM -> name + " += " + line.text();
            case PROD -> name + " *= " + line.text();
            default -> name + " = " + fold.combine().symbol() + "(" + name + ", " + line.text() + ")";
        };
    }
}
