package dev.autodiff.spark;

import dev.autodiff.runtime.CompiledFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * A function on its way to executors, as bytes, which every serialiser of Spark can send. A broadcast of it is read
 * once in each executor, so the function's class is defined, and compiled by the JIT, once for all tasks.
 */
final class ShippedFunction implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private transient volatile CompiledFunction function;

    ShippedFunction(CompiledFunction function) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(written)) {
            out.writeObject(function);
        } catch (IOException e) {
            throw new UncheckedIOException(function.name() + " cannot be sent to executors: " + e.getMessage(), e);
        }
        this.bytes = written.toByteArray();
        this.function = function;
    }

    int size() {
        return bytes.length;
    }

    CompiledFunction function() {
        CompiledFunction known = function;
        if (known == null) {
            synchronized (this) {
                known = function == null ? read() : function;
                function = known;
            }
        }
        return known;
    }

    private CompiledFunction read() {
        try (ObjectInputStream in = new FunctionStream(bytes)) {
            return (CompiledFunction) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the executor lacks autodiff-runtime: add it with --jars", e);
        }
    }

    /** Takes classes from where this one is: Spark has a loader of its own for jars that are added. */
    private static final class FunctionStream extends ObjectInputStream {
        FunctionStream(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, ShippedFunction.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                // of a primitive type
                return super.resolveClass(description);
            }
        }
    }
}
