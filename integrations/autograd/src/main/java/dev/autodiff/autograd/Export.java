package dev.autodiff.autograd;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recording as a program of the language. Leaves are parameters; those that do not require grad are {@code const},
 * and so is what was computed without derivatives.
 *
 * @param text the program; it compiles to the function that the recording was computed by, bit for bit
 * @param arguments the tensors of the parameters, in order
 */
public record Export(String text, List<Tensor> arguments) {
    private static final String RESULT = "result";

    public Export {
        arguments = List.copyOf(arguments);
    }

    static Export of(Value result) {
        if (result.isLeaf()) {
            throw Place.error("a leaf is no program", "export what is computed from it, before it is looked at");
        }
        Set<Value> whole = Slice.tracked(List.of(result));
        Evaluation.requireHistory(whole);
        Slice slice = Slice.of(
                List.of(result), value -> value.isLeaf() || value.tensor() != null && !whole.contains(value));
        return new Export(text(slice, result), List.of(slice.arguments()));
    }

    private static String text(Slice slice, Value result) {
        Map<Value, String> names = names(slice, result);
        StringBuilder out = new StringBuilder();
        for (Value leaf : slice.leaves()) {
            out.append(leaf.isTracked() ? "input " : "const ").append(names.get(leaf)).append(": ").append(leaf.type())
                    .append('\n');
        }
        for (Value operation : slice.operations()) {
            Slice.append(out.append(names.get(operation)).append(" = "), operation, names);
        }
        return out.toString();
    }

    /** The names that values were given, where they differ; else those of their places. */
    private static Map<Value, String> names(Slice slice, Value result) {
        List<Value> all = new ArrayList<>(slice.leaves());
        all.addAll(slice.operations());
        Map<Value, String> names = new IdentityHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Value value : all) {
            if (value.name() != null && taken.add(value.name())) {
                names.put(value, value.name());
            }
        }
        if (!names.containsKey(result) && taken.add(RESULT)) {
            names.put(result, RESULT);
        }
        for (Value value : all) {
            String name = slice.name(value);
            while (!names.containsKey(value) && !taken.add(name)) {
                name += "_";
            }
            names.putIfAbsent(value, name);
        }
        return names;
    }

    /** The program as a function of this JVM. */
    public CompiledFunction compile() {
        return Autodiff.compile(text);
    }

    /** The program as Java source of a class of this fully qualified name. */
    public String javaSource(String className) {
        return analysis().javaSource(className);
    }

    /**
     * Writes the class files of a class of this fully qualified name; one of small tensors needs nothing but the JDK.
     *
     * @param directory where packages begin
     * @throws IOException if a file cannot be written
     */
    public void write(Path directory, String className) throws IOException {
        for (ClassFile file : analysis().classFiles(className)) {
            Path path = directory.resolve(file.name().replace('.', '/') + ".class");
            Files.createDirectories(path.getParent());
            Files.write(path, file.bytes());
        }
    }

    private Analysis analysis() {
        return Autodiff.analyze(new Source("recording.ad", text), Options.DEFAULT);
    }

    /** The program. */
    @Override
    public String toString() {
        return text;
    }
}
