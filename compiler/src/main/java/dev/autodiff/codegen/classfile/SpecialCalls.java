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
import org.objectweb.asm.Type;

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

    /** The same, by their names in class files. */
    private static final Map<String, Class<?>> LIBRARIES =
            FUNCTIONS.stream().collect(Collectors.toMap(Type::getInternalName, Function.identity()));

    /** All classes whose methods are copied, in the order in which a class has them. */
    public static final List<Class<?>> COPIED = Stream.concat(
                    FUNCTIONS.stream(),
                    Stream.of(Support.class, Tapes.class, Parallel.class, Vectors.class, WarmUp.class))
            .toList();

    private final String self;
    private final Map<Class<?>, Set<String>> used = new HashMap<>();

    /** @param self the class that holds copies, or null if the library itself is called */
    public SpecialCalls(String self) {
        this.self = self;
    }

    public String ownerOf(Code.Call call) {
        return ownerOf(call.owner(), call.method());
    }

    private String ownerOf(String owner, String method) {
        Class<?> library = LIBRARIES.get(owner);
        return library == null ? owner : ownerOf(library, method);
    }

    /** The method of an operator on as many numbers. */
    public MethodRef of(Code.Call call, int arity) {
        return reference(ownerOf(call), MethodRef.ofDoubles(null, call.method(), arity));
    }

    /** A method of the library, whose owner is left open. */
    public MethodRef of(Class<?> library, MethodRef method) {
        return reference(ownerOf(library, method.name()), method);
    }

    private MethodRef reference(String owner, MethodRef method) {
        return new MethodRef(
                owner.equals(self) ? null : owner.replace('/', '.'),
                method.name(),
                method.parameters(),
                method.result());
    }

    /** A method that lanes are handed to, one by one. */
    public MethodRef of(ScalarMethod method, int arity) {
        return reference(ownerOf(method.owner(), method.name()), MethodRef.ofDoubles(null, method.name(), arity));
    }

    public String ownerOf(Class<?> library, String method) {
        if (self == null) {
            return library.getName().replace('.', '/');
        }
        used.computeIfAbsent(library, unused -> new TreeSet<>()).add(method);
        return self;
    }

    /** Whether it is one of the classes of functions, by its name in class files. */
    static boolean isLibrary(String owner) {
        return LIBRARIES.containsKey(owner);
    }

    /** What copies call in classes behind their own. */
    public void addCalled(Map<String, Set<String>> methods) {
        methods.forEach((owner, names) -> names.forEach(name -> ownerOf(owner, name)));
    }

    /** The names of the methods that the class calls and has to hold. */
    public Set<String> used(Class<?> library) {
        return used.getOrDefault(library, Set.of());
    }
}
