package dev.autodiff.cli;

import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Printer;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.SymbolicNumber;
import dev.autodiff.graph.TensorOp;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes formulas as mathematics: fractions, roots and powers, with names for parts of large ones. */
final class Latex {
    /** How strongly a term's outermost operator binds. */
    private enum Strength {
        LOGIC,
        SUM,
        PRODUCT,
        POWER,
        CALL,
        ATOM
    }

    private record Term(String text, Strength strength) {
        String within(Strength needed) {
            return strength.compareTo(needed) < 0 ? "\\left(" + text + "\\right)" : text;
        }
    }

    private static final Map<Reduction.Fold, String> SIGNS =
            Map.of(Reduction.Fold.SUM, "\\sum", Reduction.Fold.PROD, "\\prod");

    private final Map<String, Node> results;
    private final Set<String> values;
    private final Map<Node, String> parts;

    /** @param values the names among the results that the others are derivatives of */
    Latex(Map<String, Node> results, Set<String> values) {
        this.results = results;
        this.values = values;
        this.parts = Parts.of(results);
    }

    /** All definitions, aligned at their equals signs. */
    String document() {
        List<String> lines = new ArrayList<>();
        parts.forEach((node, name) -> lines.add(LatexNames.name(name) + " &= " + operation(node).text()));
        results.forEach((name, node) -> lines.add(leftSide(name) + " &= " + term(node).text()));
        return "\\begin{aligned}\n" + String.join(" \\\\\n", lines) + "\n\\end{aligned}";
    }

    private String leftSide(String name) {
        for (String value : values) {
            String prefix = "d" + value + "/d";
            if (name.startsWith(prefix) && !values.contains(name)) {
                return "\\frac{\\partial " + LatexNames.name(value) + "}{\\partial "
                        + LatexNames.name(name.substring(prefix.length())) + "}";
            }
        }
        return LatexNames.name(name);
    }

    private Term term(Node node) {
        String name = parts.get(node);
        return name != null ? new Term(LatexNames.name(name), Strength.ATOM) : operation(node);
    }

    private Term operation(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return number(constant.value());
        }
        if (node.op() instanceof Leaf) {
            return new Term(LatexNames.name(node.op().symbol()), Strength.ATOM);
        }
        List<Term> inputs = node.inputs().stream().map(this::term).toList();
        if (node.op() instanceof IntegerPower power) {
            return power(inputs.get(0), Integer.toString(power.exponent()));
        }
        if (node.op() instanceof TensorOp) {
            return tensor(node, inputs);
        }
        return node.op() instanceof Pointwise row ? pointwise(row, inputs) : inputs.get(0);
    }

    /** An operator on tensors by its name, with its axes or shape. */
    private static Term tensor(Node node, List<Term> inputs) {
        if (node.op() instanceof View.Broadcast) {
            return inputs.get(0);
        }
        if (node.op() instanceof Reduction reduction && SIGNS.containsKey(reduction.fold())) {
            boolean isAll = reduction.axes().size() == node.input(0).shape().rank();
            String axes = isAll ? "" : "_{\\text{axis }" + reduction.axes().stream().map(String::valueOf)
                    .collect(Collectors.joining(", ")) + "}";
            return new Term(SIGNS.get(reduction.fold()) + axes + " " + inputs.get(0).within(Strength.PRODUCT),
                    Strength.PRODUCT);
        }
        if (node.op() instanceof Contraction contraction && contraction.isProduct()) {
            return new Term(factor(inputs.get(0), contraction.transposesA()) + " \\, "
                    + factor(inputs.get(1), contraction.transposesB()), Strength.PRODUCT);
        }
        List<String> arguments = new ArrayList<>(inputs.stream().map(Term::text).toList());
        node.op().attributes(node).forEach(attribute -> arguments.add("\\texttt{" + attribute.replace("\"", "") + "}"));
        String name = "\\operatorname{" + node.op().symbol().replace("_", "\\_") + "}";
        return new Term(name + "\\left(" + String.join(", ", arguments) + "\\right)", Strength.CALL);
    }

    private static String factor(Term term, boolean isTransposed) {
        return isTransposed ? term.within(Strength.ATOM) + "^{\\top}" : term.within(Strength.PRODUCT);
    }

    private static Term pointwise(Pointwise row, List<Term> inputs) {
        Term a = inputs.get(0);
        Term b = inputs.get(inputs.size() - 1);
        return switch (row) {
            case ADD -> infix(a, "+", b, Strength.SUM, Strength.PRODUCT);
            case SUB -> infix(a, "-", b, Strength.SUM, Strength.PRODUCT);
            case NEG -> new Term("-" + a.within(Strength.PRODUCT), Strength.SUM);
            case MUL -> product(a, b);
            case DIV -> new Term("\\frac{" + a.text() + "}{" + b.text() + "}", Strength.PRODUCT);
            case POW -> power(a, b.text());
            case EXP -> power(new Term("e", Strength.ATOM), a.text());
            case EXP2 -> power(new Term("2", Strength.ATOM), a.text());
            case LT, LE, GT, GE, EQ, NE -> infix(a, LatexNames.sign(row), b, Strength.LOGIC, Strength.SUM);
            case AND, OR -> new Term(
                    a.within(Strength.SUM) + " " + LatexNames.sign(row) + " " + b.within(Strength.SUM), Strength.LOGIC);
            case NOT -> new Term("\\lnot " + a.within(Strength.CALL), Strength.LOGIC);
            case WHERE -> new Term(
                    "\\begin{cases} " + inputs.get(1).text() + " & \\text{if } " + a.text() + " \\\\ " + b.text()
                            + " & \\text{otherwise} \\end{cases}",
                    Strength.SUM);
            default -> function(row, inputs);
        };
    }

    private static Term infix(Term a, String sign, Term b, Strength strength, Strength right) {
        return new Term(a.within(strength) + " " + sign + " " + b.within(right), strength);
    }

    /** Factors side by side, with a dot where two numbers would run together. */
    private static Term product(Term a, Term b) {
        String right = b.within(Strength.PRODUCT);
        String sign = Character.isDigit(right.charAt(0)) ? " \\cdot " : " \\, ";
        return new Term(a.within(Strength.PRODUCT) + sign + right, Strength.PRODUCT);
    }

    private static Term power(Term base, String exponent) {
        return new Term(base.within(Strength.ATOM) + "^{" + exponent + "}", Strength.POWER);
    }

    private static Term function(Pointwise row, List<Term> inputs) {
        String a = inputs.get(0).text();
        String b = inputs.get(inputs.size() - 1).text();
        return switch (row) {
            case SQRT -> new Term("\\sqrt{" + a + "}", Strength.ATOM);
            case CBRT -> new Term("\\sqrt[3]{" + a + "}", Strength.ATOM);
            case HYPOT -> new Term(
                    "\\sqrt{" + power(inputs.get(0), "2").text() + " + "
                            + power(inputs.get(1), "2").text() + "}",
                    Strength.ATOM);
            case ABS -> new Term("\\left|" + a + "\\right|", Strength.ATOM);
            case FLOOR -> new Term("\\left\\lfloor " + a + "\\right\\rfloor", Strength.ATOM);
            case CEIL -> new Term("\\left\\lceil " + a + "\\right\\rceil", Strength.ATOM);
            case POLYGAMMA -> new Term("\\psi^{\\left(" + a + "\\right)}\\left(" + b + "\\right)", Strength.CALL);
            default -> new Term(
                    LatexNames.function(row) + "\\left("
                            + String.join(", ", inputs.stream().map(Term::text).toList()) + "\\right)",
                    Strength.CALL);
        };
    }

    private static Term number(double value) {
        SymbolicNumber symbolic = value == Math.PI ? null : SymbolicNumber.of(Math.abs(value));
        if (symbolic != null) {
            boolean isAtom = symbolic.latex().matches("\\\\sqrt\\{[^}]*\\}|e");
            return value < 0 ? new Term("-" + symbolic.latex(), Strength.SUM)
                    : new Term(symbolic.latex(), isAtom ? Strength.ATOM : Strength.PRODUCT);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? new Term("\\infty", Strength.ATOM) : new Term("-\\infty", Strength.SUM);
        }
        if (Double.isNaN(value)) {
            return new Term("\\mathrm{NaN}", Strength.ATOM);
        }
        if (value == Math.PI) {
            return new Term("\\pi", Strength.ATOM);
        }
        String text = Printer.number(value);
        int exponent = text.indexOf('e');
        if (exponent >= 0) {
            String power = "10^{" + text.substring(exponent + 1) + "}";
            text = text.startsWith("1e") ? power : text.substring(0, exponent) + " \\cdot " + power;
        }
        return new Term(text, text.startsWith("-") ? Strength.SUM : exponent >= 0 ? Strength.PRODUCT : Strength.ATOM);
    }
}
