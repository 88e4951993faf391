package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaParser.ExpressionContext;
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
                throw new Failure(place, "a dimension of " + text + " is too long", "arrays have at most " + Integer.MAX_VALUE + " elements");
            }
            return Dimension.literal(Long.parseLong(text));
        }
        if (Trees.name(context) == null) {
            throw new Failure(place, "'" + source.text(place) + "' is no dimension", "a dimension is a whole number, such as 3, or a name, such as n");
        }
        if (Names.CONSTANTS.containsKey(text)) {
            throw new Failure(place, "'" + text + "' is a constant", "choose another name for the dimension");
        }
        return Dimension.named(text);
    }

    /** Gives the names in a declared shape the dimensions of an actual one; those that are known must have them already. */
    static void bind(String parameter, Type declared, Type actual, Map<String, Dimension> names) {
        String types = "'" + parameter + "' is declared " + declared + ", and its argument is " + actual;
        int rank = declared.shape().rank();
        if (rank != actual.shape().rank()) {
            throw new ShapeException(types + ": " + axes(rank) + " and " + axes(actual.shape().rank()) + " differ",
                    rank == 0 ? "declare '" + parameter + "' with its dimensions, as " + actual.with(declared.dtype()) : "");
        }
        for (int axis = 0; axis < rank; axis++) {
            Dimension length = declared.shape().dimension(axis);
            Dimension given = actual.shape().dimension(axis);
            Dimension known = length.isLiteral() ? length : names.putIfAbsent(length.toString(), given);
            if (known != null && !known.equals(given)) {
                String already = length.isLiteral() ? "" : length + " = ";
                throw new ShapeException(types + ": " + already + known + " and " + given + " differ in axis " + axis, "");
            }
        }
    }

    private static String axes(int count) {
        return count == 0 ? "no axes" : count == 1 ? "1 axis" : count + " axes";
    }

    /** The type with names replaced by the dimensions that they stand for, as far as those are known. */
    static Type resolved(Type declared, Map<String, Dimension> names) {
        if (declared.isScalar()) {
            return canonical(declared);
        }
        List<Dimension> dimensions = new ArrayList<>();
        declared.shape().dimensions().forEach(length -> dimensions.add(length.isLiteral() ? length : names.getOrDefault(length.toString(), length)));
        return declared.with(new Shape(dimensions));
    }

    /** The type as the object that the quick paths for numbers know. */
    static Type canonical(Type type) {
        return Stream.of(Type.NUMBER, Type.WHOLE, Type.TRUTH).filter(type::equals).findFirst().orElse(type);
    }
}
