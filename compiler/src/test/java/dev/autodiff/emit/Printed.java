package dev.autodiff.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.MemoryClassLoader;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.kernel.KernelInterpreter;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.kernel.Unit;
import dev.autodiff.kernel.Verifier;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Support;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeJavaClass;
import org.mozilla.javascript.Scriptable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Methods of a kernel, run by the interpreter, as bytecode, as Java that javac compiles, and as JavaScript: all answer
 * the same, bit for bit.
 */
public final class Printed {
    private static final String NAME = "Kernels";

    private final Unit unit;
    private final KernelInterpreter interpreter;
    private final List<Class<?>> classes;
    private final String script;
    private final Scriptable scope;

    private Printed(Unit unit) {
        unit.methods().forEach(Verifier::verify);
        this.unit = unit;
        this.interpreter = new KernelInterpreter(unit, getClass().getClassLoader());
        this.classes = List.of(asBytecode(unit), asJava(unit));
        this.script = script(unit);
        this.scope = script == null ? null : inContext(this::asScript);
    }

    /** Null if there is something in it that JavaScript does not have. */
    private static String script(Unit unit) {
        try {
            return JavaScriptPrinter.print(unit);
        } catch (UnsupportedOperationException e) {
            assertThat(e).hasMessageContaining("in JavaScript");
            return null;
        }
    }

    public static Printed of(Method... methods) {
        return of(List.of(methods));
    }

    public static Printed of(List<Method> methods) {
        return new Printed(new Unit(NAME, List.of(), methods));
    }

    /**
     * What all of them answer. Each gets copies of the arrays among the arguments, which are compared afterwards; the
     * last ones come back.
     */
    public Object call(String name, Object... arguments) {
        Object[] after = copies(arguments);
        Object expected = interpreter.call(name, after);
        for (Class<?> printed : classes) {
            Object[] others = copies(arguments);
            assertThat(invoke(printed, name, others)).as(name).isEqualTo(expected);
            assertThat(others).as("arguments of " + name).isEqualTo(after);
        }
        if (script != null) {
            compareScript(name, arguments, expected, after);
        }
        System.arraycopy(after, 0, arguments, 0, after.length);
        return expected;
    }

    private void compareScript(String name, Object[] arguments, Object expected, Object[] after) {
        Object[] others = copies(arguments);
        assertThat(runScript(name, others, expected)).as(() -> name + " in JavaScript: " + script).isEqualTo(expected);
        assertThat(others).as("arguments of " + name + " in JavaScript").isEqualTo(after);
    }

    /** The line of the source from which bytecode throws. */
    int lineOfError(String name, Object... arguments) {
        try {
            invoke(classes.get(0), name, arguments);
        } catch (RuntimeException e) {
            return Arrays.stream(e.getStackTrace())
                    .filter(frame -> frame.getClassName().equals(NAME))
                    .findFirst()
                    .orElseThrow()
                    .getLineNumber();
        }
        throw new AssertionError(name + " throws nothing");
    }

    private static Object[] copies(Object[] arguments) {
        Object[] copies = arguments.clone();
        for (int i = 0; i < copies.length; i++) {
            copies[i] = copies[i] instanceof double[] numbers
                    ? numbers.clone()
                    : copies[i] instanceof float[] floats
                            ? floats.clone()
                            : copies[i] instanceof int[] ints ? ints.clone() : copies[i];
        }
        return copies;
    }

    private static Object invoke(Class<?> type, String name, Object[] arguments) {
        try {
            for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                    method.setAccessible(true);
                    return method.invoke(null, arguments);
                }
            }
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no method " + name);
    }

    private Scriptable asScript(Context context) {
        Scriptable global = context.initStandardObjects();
        List<Class<?>> libraries = new ArrayList<>(SpecialCalls.FUNCTIONS);
        libraries.addAll(List.of(Support.class, Parallel.class));
        for (Class<?> library : libraries) {
            global.put(library.getSimpleName(), global, new NativeJavaClass(global, library));
        }
        context.evaluateString(global, script, NAME, 1, null);
        return global;
    }

    /** The answer as the kind of the expected one: JavaScript has no numbers but doubles. */
    private Object runScript(String name, Object[] arguments, Object expected) {
        Object answer = inContext(context -> {
            Object[] values = Arrays.stream(arguments).map(argument -> Context.javaToJS(argument, scope)).toArray();
            return ((org.mozilla.javascript.Function) scope.get(name, scope)).call(context, scope, scope, values);
        });
        return expected instanceof Number number
                ? sameKind(Context.toNumber(answer), number)
                : expected == null ? null : answer;
    }

    private static <T> T inContext(Function<Context, T> action) {
        try (Context context = Context.enter()) {
            context.setLanguageVersion(Context.VERSION_ES6);
            return action.apply(context);
        }
    }

    private static Number sameKind(double value, Number expected) {
        return expected instanceof Integer ? (Number) (int) value : expected instanceof Long ? (Number) (long) value
                : expected instanceof Float ? (Number) (float) value : (Number) value;
    }

    private static Class<?> asJava(Unit unit) {
        SourceText text = new SourceText();
        JavaImports imports = new JavaImports(NAME);
        text.open("public final class " + NAME);
        text.line("private " + NAME + "() {}");
        unit.methods().forEach(method -> JavaPrinter.print(method, text, imports, Set.of(), Set.of()));
        text.close();
        String imported = imports.imported().stream()
                .map(name -> "import " + name + ";\n")
                .collect(Collectors.joining());
        return MemoryClassLoader.compileWithRuntime(Map.of(NAME, imported + text)).type(NAME);
    }

    private static Class<?> asBytecode(Unit unit) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                NAME,
                null,
                "java/lang/Object",
                null);
        unit.methods().forEach(method -> BytecodePrinter.print(method, writer, NAME));
        writer.visitEnd();
        StringWriter faults = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(writer.toByteArray()), false, new PrintWriter(faults));
        assertThat(faults.toString()).isEmpty();
        return MemoryClassLoader.loadWithRuntime(NAME, writer.toByteArray());
    }
}
