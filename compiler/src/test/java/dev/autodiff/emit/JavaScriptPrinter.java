package dev.autodiff.emit;

import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Listing;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Notation;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.kernel.Unit;
import dev.autodiff.kernel.Variable;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints a unit as JavaScript: a function for each method, with the same arithmetic. Ints wrap as Java's do; longs,
 * which count steps, are exact up to 2⁵³. Methods of other classes are called on objects of the classes' simple names,
 * {@code Erf.erf(x)}, which whoever runs the code provides; {@code Math} is JavaScript's own.
 */
public final class JavaScriptPrinter extends Listing {
    private JavaScriptPrinter(SourceText out) {
        super(new ScriptNotation(), out);
    }

    /** The source of all constants and methods of the unit. */
    public static String print(Unit unit) {
        SourceText out = new SourceText();
        Notation notation = new ScriptNotation();
        unit.constants()
                .forEach(constant -> out.line(
                        "const " + constant.name() + " = " + notation.text(constant.value()) + ";"));
        for (Method method : unit.methods()) {
            out.blank();
            new JavaScriptPrinter(out).add(method);
        }
        return out.toString();
    }

    @Override
    protected String header(Method method) {
        String parameters = method.parameters().stream().map(notation()::name).collect(Collectors.joining(", "));
        return "function " + method.name() + "(" + parameters + ")";
    }

    @Override
    protected String declaration(Variable variable, boolean isSet) {
        return "let " + notation().name(variable);
    }

    /** Of all numbers doubles alone need no more than the operator. */
    @Override
    protected boolean isCompound(Expr target, Expr value) {
        return target.kind().equals(Kind.F64) && super.isCompound(target, value);
    }

    private static final class ScriptNotation extends Notation {
        /** The methods of {@code java.lang.Math} that have another name. */
        private static final Map<String, String> MATH = Map.of("signum", "sign");

        private static final Map<Kind, String> ARRAYS =
                Map.of(Kind.F64, "Float64Array", Kind.F32, "Float32Array", Kind.INT, "Int32Array");

        /** A name of the program may be a word of the language. */
        @Override
        protected String identifier(String name) {
            return name + "$";
        }

        @Override
        protected String arrow() {
            return "=>";
        }

        @Override
        public String literal(Expr.Literal literal) {
            // the shortest text that a float reads back from is another double
            return literal.value() instanceof Float number ? Double.toString(number) : super.literal(literal);
        }

        @Override
        public String prefix(Expr.Operation expression) {
            String text = super.prefix(expression);
            return expression.kind().equals(Kind.INT) ? "(" + text + " | 0)" : text;
        }

        @Override
        public String infix(Expr.Operation expression) {
            String text = super.infix(expression);
            if (expression.operator().isRelation()) {
                return text;
            }
            if (expression.kind().equals(Kind.F32)) {
                return "Math.fround(" + text + ")";
            }
            if (expression.kind().equals(Kind.BOOLEAN)) {
                return truth(expression);
            }
            if (!expression.kind().isInteger()) {
                return text;
            }
            boolean isInt = expression.kind().equals(Kind.INT);
            return switch (expression.operator()) {
                case BIT_AND, BIT_XOR, BIT_OR, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> {
                    if (!isInt) {
                        throw new UnsupportedOperationException(
                                "the bits of a long in JavaScript: " + expression.text());
                    }
                    yield "(" + text + " | 0)";
                }
                case MULTIPLY -> isInt
                        ? "Math.imul(" + text(expression.left()) + ", "
                                + text(expression.right()) + ")"
                        : text;
                case DIVIDE -> "Math.trunc(" + text + ")";
                default -> isInt ? "(" + text + " | 0)" : text;
            };
        }

        /** Operators of bits would make numbers of truths. */
        private String truth(Expr.Operation expression) {
            String left = text(expression.left());
            String right = text(expression.right());
            return switch (expression.operator()) {
                case BIT_AND -> "((" + left + ") && (" + right + "))";
                case BIT_OR -> "((" + left + ") || (" + right + "))";
                case BIT_XOR -> "((" + left + ") !== (" + right + "))";
                default -> super.infix(expression);
            };
        }

        /**
         * From a floating-point number towards zero, NaN to 0, and what is too large to the last int, as Java has it.
         */
        @Override
        public String cast(Expr.Cast expression) {
            String operand = text(expression.operand());
            if (expression.kind().isReference()) {
                return operand;
            }
            boolean isFraction = expression.operand().kind().isFloating();
            if (expression.kind().equals(Kind.F32)) {
                return "Math.fround(" + operand + ")";
            }
            if (expression.kind().equals(Kind.INT)) {
                return isFraction
                        ? "Math.min(Math.max(Math.trunc(" + operand + ") || 0, -2147483648), 2147483647)"
                        : "(" + operand + " | 0)";
            }
            return expression.kind().equals(Kind.LONG) && isFraction
                    ? "(Math.trunc(" + operand + ") || 0)"
                    : "(" + operand + ")";
        }

        @Override
        protected String function(MethodRef method) {
            boolean isMath = method.owner() != null && method.owner().equals("java.lang.Math");
            return isMath ? "Math." + MATH.getOrDefault(method.name(), method.name()) : super.function(method);
        }

        @Override
        public String call(Expr.Call expression) {
            if (expression.method().form() != MethodRef.Form.STATIC) {
                throw new UnsupportedOperationException("objects of Java in JavaScript: " + expression.text());
            }
            return super.call(expression);
        }

        @Override
        public String arrayOf(Expr.ArrayOf expression) {
            return ARRAYS.getOrDefault(expression.kind().element(), "Array") + ".of(" + texts(expression.operands())
                    + ")";
        }

        @Override
        public String newArray(Expr.NewArray expression) {
            String type = ARRAYS.getOrDefault(expression.kind().element(), "Array");
            return "new " + type + "(" + text(expression.length()) + ")";
        }
    }
}
