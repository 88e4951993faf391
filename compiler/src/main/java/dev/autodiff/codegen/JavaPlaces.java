package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.infix;
import static dev.autodiff.codegen.JavaExpression.prefix;

import dev.autodiff.graph.Access;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the places of a loop's elements in Java: {@code x[5 * i + j]}; the JIT finds what does not change in inner loops. */
final class JavaPlaces {
    private static final String LETTERS = "ijklmnopqrstuvw";

    private final SourceText out;
    private final JavaCalls calls;
    private final LoopLayout layout;
    private final JavaFrame frame;
    private final JavaSizes sizes;
    private final JavaMethod body;
    private final List<String> counters = new ArrayList<>();
    private final Map<Buffer, JavaExpression> offsets = new HashMap<>();

    JavaPlaces(SourceText out, JavaCalls calls, LoopLayout layout, JavaFrame frame, JavaMethod body) {
        this.out = out;
        this.calls = calls;
        this.layout = layout;
        this.frame = frame;
        this.sizes = frame.sizes();
        this.body = body;
        for (int level = 0; level < layout.depth(); level++) {
            counters.add(frame.names().claim(letter(level)));
        }
    }

    private static String letter(int level) {
        return level < LETTERS.length() ? LETTERS.substring(level, level + 1) : "i" + level;
    }

    /** The head of the loop of a level. */
    String head(int level) {
        String i = counters.get(level);
        return "for (int " + i + " = 0; " + infix(atom(i), "<", sizes.asInt(layout.length(level))).text() + "; " + i + "++)";
    }

    /** Gives the place a name at which a buffer begins in its array. */
    void begin(Buffer buffer) {
        Dimension offset = layout.offset(buffer);
        if (offsets.containsKey(buffer) || offset.is(0) || offset.isLiteral() && buffer.type().isScalar()) {
            return;
        }
        String name = frame.names().claim(buffer.name() + "At");
        out.line("final int " + name + " = " + sizes.asInt(offset).text() + ";");
        offsets.put(buffer, atom(name));
    }

    /** An element of a buffer. */
    JavaExpression element(Buffer buffer, Access access, Row row) {
        JavaExpression offset = offsets.getOrDefault(buffer, sizes.asInt(layout.offset(buffer)));
        JavaExpression place = JavaExpression.sum(offset, row == null ? null : row(row));
        Access whole = access.shifted(layout.offset(buffer));
        return atom(frame.array(ArrayRef.of(buffer)) + "[" + JavaExpression.sum(place, index(whole, access.offset())).text() + "]");
    }

    private JavaExpression row(Row row) {
        boolean isInt = body.ints().canWrite(row.value());
        JavaExpression number = isInt ? body.ints().expression(row.value()) : body.expression(row.value());
        if (row.check() == null) {
            return JavaExpression.product(sizes.asInt(row.stride()), isInt ? number : prefix("(int) ", number));
        }
        String check = isInt ? ".place(" : ".index(";
        JavaExpression index = atom(calls.nameOf(Support.class) + check + number.text() + ", " + sizes.asInt(row.check().length()).text() + ", "
                + SourceText.literal(row.check().axis()) + ")");
        return JavaExpression.product(sizes.asInt(row.stride()), index);
    }

    /** {@code 5 * i + j + 1}. */
    JavaExpression index(Access access, Dimension offset) {
        JavaExpression sum = null;
        List<Dimension> strides = layout.strides(access);
        for (int level = 0; level < strides.size(); level++) {
            if (!strides.get(level).is(0)) {
                sum = JavaExpression.sum(sum, JavaExpression.product(sizes.asInt(strides.get(level)), atom(counters.get(level))));
            }
        }
        return JavaExpression.sum(sum, sizes.asInt(offset));
    }

    /** The indices that the place of an access depends on: {@code ij}. */
    String letters(Access access) {
        StringBuilder letters = new StringBuilder();
        List<Dimension> strides = layout.strides(access);
        for (int level = 0; level < strides.size(); level++) {
            letters.append(strides.get(level).is(0) ? "" : letter(level));
        }
        return letters.toString();
    }
}
