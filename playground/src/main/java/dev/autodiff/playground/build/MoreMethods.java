package dev.autodiff.playground.build;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;

/**
 * Gives classes of the JDK methods that static methods of ours do the work of: one with the class as its first
 * parameter is a method of its objects, any other one a static method.
 */
final class MoreMethods implements ClassHolderTransformer {
    private final Map<String, Class<?>> sources;

    /** @param sources by the names of the classes that get their methods */
    MoreMethods(Map<String, Class<?>> sources) {
        this.sources = sources;
    }

    @Override
    public void transformClass(ClassHolder target, ClassHolderTransformerContext context) {
        Class<?> source = sources.get(target.getName());
        if (source != null) {
            for (Method method : source.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    add(target, method, context);
                }
            }
        }
    }

    private static void add(ClassHolder target, Method method, ClassHolderTransformerContext context) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean isOfObject = parameters.length > 0 && parameters[0].getName().equals(target.getName());
        int first = isOfObject ? 1 : 0;
        ValueType[] signature = Stream.concat(
                        Arrays.stream(parameters).skip(first), Stream.of(method.getReturnType()))
                .map(ValueType::parse)
                .toArray(ValueType[]::new);
        MethodDescriptor descriptor = new MethodDescriptor(method.getName(), signature);
        MethodHolder before = target.getMethod(descriptor);
        if (before != null) {
            target.removeMethod(before);
        }
        MethodHolder added = new MethodHolder(descriptor);
        added.setLevel(AccessLevel.PUBLIC);
        if (!isOfObject) {
            added.getModifiers().addAll(EnumSet.of(ElementModifier.STATIC));
        }
        target.addMethod(added);
        ProgramEmitter emitter = ProgramEmitter.create(added, context.getHierarchy());
        // variable 0 is the object, also where there is none
        ValueEmitter[] arguments = new ValueEmitter[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = emitter.var(i + 1 - first, parameters[i]);
        }
        ValueEmitter result =
                emitter.invoke(method.getDeclaringClass(), method.getName(), method.getReturnType(), arguments);
        if (result == null) {
            emitter.exit();
        } else {
            result.returnValue();
        }
    }
}
