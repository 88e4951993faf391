package dev.autodiff.codegen.classfile;

import dev.autodiff.graph.Code;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.runtime.Bessel;
import dev.autodiff.runtime.BesselOfRealOrder;
import dev.autodiff.runtime.Beta;
import dev.autodiff.runtime.Erf;
import dev.autodiff.runtime.Gamma;
import dev.autodiff.runtime.Integrals;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Special;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tapes;
import dev.autodiff.runtime.Vectors;
import dev.autodiff.runtime.WarmUp;
import dev.autodiff.simd.ScalarMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a class finds what {@code java.lang.Math} lacks: in itself, by copies that {@link Transplant} makes of the
 * methods in use, or, at run time, in the library.
 */
public final class SpecialCalls {
    /** The classes of such functions; each calls methods of itself and of those behind it. */
    public static final List<Class<?>> FUNCTIONS = List.of(
            Bessel.class,
            BesselOfRealOrder.class,
            Beta.class,
            Integrals.class,
            Gamma.class,
            Erf.class,
            Special.class);

    /** All classes whose methods are copied, in the order in which a class has them. */
    public static final List<Class<?>> COPIED = Stream.concat(
                    FUNCTIONS.stream(),
                    Stream.of(Support.class, Tapes.class, Parallel.class, Vectors.class, WarmUp.class))
            .toList();

    private static final Map<String, Class<?>> BY_NAME =
            COPIED.stream().collect(Collectors.toMap(Class::getName, Function.identity()));

    private final boolean areCopied;
    private final Map<Class<?>, Set<String>> used = new HashMap<>();

    /** @param areCopied whether the class holds copies, or calls the library itself */
    public SpecialCalls(boolean areCopied) {
        this.areCopied = areCopied;
    }

    /** A method of any class as members of this one call it: the copy of one that is copied. */
    public MethodRef of(MethodRef method) {
        Class<?> library = areCopied ? BY_NAME.get(method.owner()) : null;
        if (library == null) {
            return method;
        }
        use(library, method.name());
        return new MethodRef(null, method.name(), method.parameters(), method.result());
    }

    /** The method of an operator on as many numbers. */
    public MethodRef of(Code.Call call, int arity) {
        return of(MethodRef.ofDoubles(call.owner().replace('/', '.'), call.method(), arity));
    }

    /** A method that lanes are handed to, one by one. */
    public MethodRef of(ScalarMethod method, int arity) {
        return of(MethodRef.ofDoubles(method.owner().replace('/', '.'), method.name(), arity));
    }

    private void use(Class<?> library, String method) {
        used.computeIfAbsent(library, unused -> new TreeSet<>()).add(method);
    }

    /** Whether it is one of the classes of functions, by its name in class files. */
    static boolean isLibrary(String owner) {
        Class<?> library = BY_NAME.get(owner.replace('/', '.'));
        return library != null && FUNCTIONS.contains(library);
    }

    /** What copies call in classes behind their own, which are named as in class files. */
    public void addCalled(Map<String, Set<String>> methods) {
        methods.forEach(
                (owner, names) -> names.forEach(name -> use(BY_NAME.get(owner.replace('/', '.')), name)));
    }

    /** The names of the methods that the class calls and has to hold. */
    public Set<String> used(Class<?> library) {
        return used.getOrDefault(library, Set.of());
    }
}
