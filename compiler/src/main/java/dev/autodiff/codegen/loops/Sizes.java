package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Dimensions as expressions: an int where it is known that the value fits; a long where that is to be found out. */
final class Sizes {
    private final Map<String, ? extends Expr> names;

    /** @param names the ints that are the dimensions with names */
    Sizes(Map<String, ? extends Expr> names) {
        this.names = names;
    }

    Expr asInt(Dimension dimension) {
        return read(dimension, Kind.INT);
    }

    Expr asLong(Dimension dimension) {
        return read(dimension, Kind.LONG);
    }

    private Expr read(Dimension dimension, Kind kind) {
        Reader reader = new Reader(kind);
        dimension.read(reader);
        return reader.stack.pop();
    }

    private final class Reader implements Dimension.Reader {
        private final Kind kind;
        private final Deque<Expr> stack = new ArrayDeque<>();

        Reader(Kind kind) {
            this.kind = kind;
        }

        private Expr math(String method, Expr a, Expr b) {
            return call(MethodRef.of(Math.class, method, kind, a.kind(), b.kind()), a, b);
        }

        @Override
        public void number(long value) {
            stack.push(integer(kind, value));
        }

        @Override
        public void name(String name) {
            stack.push(cast(kind, names.get(name)));
        }

        @Override
        public void ceiling(int divisor) {
            stack.push(Integers.minus(math("floorDiv", Integers.minus(stack.pop()), integer(divisor))));
        }

        @Override
        public void remainder() {
            Expr length = stack.pop();
            stack.push(math("floorMod", stack.pop(), math("max", length, integer(kind, 1))));
        }

        @Override
        public void multiply() {
            Expr factor = stack.pop();
            stack.push(Integers.product(stack.pop(), factor));
        }

        @Override
        public void add() {
            Expr term = stack.pop();
            stack.push(Integers.sum(stack.pop(), term));
        }
    }
}
