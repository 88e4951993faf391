package dev.autodiff.frontend;

import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.grammar.FormulaParser.NumberContext;
import dev.autodiff.grammar.FormulaParser.ParenthesesContext;
import dev.autodiff.grammar.FormulaParser.ProductContext;
import dev.autodiff.grammar.FormulaParser.SumContext;
import dev.autodiff.grammar.FormulaParser.TypeContext;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;

/** The types that stand in a program, and how arguments fit them. */
final class DeclaredTypes {
    private static final List<String> ELEMENTS = Stream.of(DType.values()).map(DType::toString).toList();

    private DeclaredTypes() {}

    /** The type; a dimension is a whole number or a name. */
    static Type of(TypeContext context, Source source) {
        String element = context.NAME().getText();
        if (!ELEMENTS.contains(element)) {
            throw new Failure(Tokens.span(source, context.NAME().getSymbol()), "unknown type '" + element + "'",
                    Suggestion.didYouMean(element, ELEMENTS, "the type of a number is f64"));
        }
        List<Dimension> dimensions = new ArrayList<>();
        context.expression().forEach(dimension -> dimensions.add(dimension(dimension, source)));
        DType dtype = DType.values()[ELEMENTS.indexOf(element)];
        return new Type(dtype, fitting(dimensions, Tokens.span(source, context)));
    }

    private static Shape fitting(List<Dimension> dimensions, Span place) {
        Shape shape = dimensions.isEmpty() ? Shape.SCALAR : new Shape(dimensions);
        try {
            shape.requireFitsArray();
            return shape;
        } catch (ShapeException e) {
            throw Failure.of(place, e);
        }
    }

    private static Dimension dimension(ExpressionContext context, Source source) {
        Span place = Tokens.span(source, context);
        String text = context.getText();
        if (text.matches("[0-9]+")) {
            boolean fits = text.length() < 18 && Long.parseLong(text) <= Integer.MAX_VALUE;
            if (!fits) {
                throw new Failure(
                        place,
                        "a dimension of " + text + " is too long",
                        "arrays have at most " + Integer.MAX_VALUE + " elements");
            }
            return Dimension.literal(Long.parseLong(text));
        }
        if (Trees.name(context) == null) {
            return formula(context, source);
        }
        if (Names.CONSTANTS.containsKey(text)) {
            throw new Failure(place, "'" + text + "' is a constant", "choose another name for the dimension");
        }
        return Dimension.named(text);
    }

    /** A formula of whole numbers and names, such as {@code 2*n + 1} and {@code d*(d + 1)/2}. */
    private static Dimension formula(ParseTree tree, Source source) {
        ParseTree inner = tree;
        while (inner.getChildCount() == 1 && inner.getChild(0) instanceof RuleNode only) {
            inner = only;
        }
        if (inner instanceof SumContext sum) {
            Dimension total = formula(sum.product(0), source);
            for (int i = 1; i < sum.product().size(); i++) {
                Dimension term = formula(sum.product(i), source);
                total = sum.sumOperator(i - 1).getText().equals("+") ? total.plus(term) : total.minus(term);
            }
            return total;
        }
        if (inner instanceof ProductContext product) {
            Dimension total = formula(product.signed(0), source);
            for (int i = 1; i < product.signed().size(); i++) {
                total = combined(
                        total,
                        product.productOperator(i - 1).getText(),
                        formula(product.signed(i), source),
                        product,
                        source);
            }
            return total;
        }
        if (inner instanceof ParenthesesContext parentheses && parentheses.expression().size() == 1) {
            return formula(parentheses.expression(0), source);
        }
        if (inner instanceof NumberContext number && number.getText().matches("[0-9]{1,9}")) {
            return Dimension.literal(Long.parseLong(number.getText()));
        }
        if (inner instanceof NameContext name && !Names.CONSTANTS.containsKey(name.getText())) {
            return Dimension.named(name.getText());
        }
        throw noDimension((ParserRuleContext) inner, source);
    }

    private static Dimension combined(Dimension a, String operator, Dimension b, ProductContext place, Source source) {
        if (operator.equals("*")) {
            return a.times(b);
        }
        if (operator.equals("/") && b.isLiteral() && b.literal() > 0) {
            return a.ceilingOver((int) b.literal());
        }
        throw noDimension(place, source);
    }

    private static Failure noDimension(ParserRuleContext place, Source source) {
        Span span = Tokens.span(source, place);
        return new Failure(
                span,
                "'" + source.text(span) + "' is no dimension",
                "a dimension is a whole number, a name, or a formula such as 2*n + 1 or d*(d + 1)/2");
    }

    /**
     * Gives names what arguments tell of them: those that stand alone in a declared shape, and those that a formula can
     * be solved for.
     *
     * @param declared the types of parameters, null where there is none
     * @param actual the types of their arguments, null where they are not known
     */
    static void infer(List<Type> declared, List<Type> actual, Map<String, Dimension> names) {
        int known;
        do {
            known = names.size();
            for (int i = 0; i < declared.size(); i++) {
                boolean fits = declared.get(i) != null
                        && actual.get(i) != null
                        && declared.get(i).shape().rank()
                                == actual.get(i).shape().rank();
                for (int axis = 0; fits && axis < declared.get(i).shape().rank(); axis++) {
                    infer(declared.get(i).shape().dimension(axis), actual.get(i).shape().dimension(axis), names);
                }
            }
        } while (names.size() > known);
    }

    private static void infer(Dimension declared, Dimension actual, Map<String, Dimension> names) {
        List<String> unknown = declared.names().stream().filter(name -> !names.containsKey(name)).toList();
        if (unknown.size() == 1) {
            Dimension solution = declared.name() != null
                    ? actual
                    : declared.substitute(names).solve(unknown.get(0), actual);
            if (solution != null) {
                names.put(unknown.get(0), solution);
            }
        }
    }

    /**
     * Gives the names in a declared shape the dimensions of an actual one; those that are known must have them already.
     */
    static void bind(String parameter, Type declared, Type actual, Map<String, Dimension> names) {
        String types = "'" + parameter + "' is declared " + declared + ", and its argument is " + actual;
        int rank = declared.shape().rank();
        if (rank != actual.shape().rank()) {
            throw new ShapeException(
                    types + ": " + axes(rank) + " and " + axes(actual.shape().rank()) + " differ",
                    rank == 0
                            ? "declare '" + parameter + "' with its dimensions, as " + actual.with(declared.dtype())
                            : "");
        }
        for (int axis = 0; axis < rank; axis++) {
            Dimension length = declared.shape().dimension(axis);
            Dimension given = actual.shape().dimension(axis);
            boolean isFormula = !length.isLiteral() && length.name() == null;
            if (isFormula && !names.keySet().containsAll(length.names())) {
                throw new ShapeException(
                        types + ": no whole numbers make " + length + " the length " + given + " of axis " + axis, "");
            }
            Dimension known = length.isLiteral()
                    ? length
                    : isFormula ? length.substitute(names) : names.putIfAbsent(length.name(), given);
            if (known != null && !known.equals(given)) {
                String already = length.isLiteral() ? "" : length + " = ";
                throw new ShapeException(
                        types + ": " + already + known + " and " + given + " differ in axis " + axis, "");
            }
        }
    }

    private static String axes(int count) {
        return count == 0 ? "no axes" : count == 1 ? "1 axis" : count + " axes";
    }

    /** The type with names replaced by the dimensions that they stand for, as far as those are known. */
    static Type resolved(Type declared, Map<String, Dimension> names) {
        if (declared.isScalar()) {
            return Type.of(declared.dtype(), declared.shape());
        }
        List<Dimension> dimensions = new ArrayList<>();
        declared.shape().dimensions().forEach(length -> dimensions.add(length.substitute(names)));
        return declared.with(new Shape(dimensions));
    }
}
