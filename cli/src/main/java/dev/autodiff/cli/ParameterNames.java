package dev.autodiff.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the parameters of methods are called: the class file says it outright, or for debuggers. */
final class ParameterNames {
    private ParameterNames() {}

    /** One name for each parameter, null where the class file has none. */
    static List<String> of(Executable executable) {
        Parameter[] parameters = executable.getParameters();
        return Arrays.stream(parameters).allMatch(Parameter::isNamePresent)
                ? Arrays.stream(parameters).map(Parameter::getName).toList()
                : forDebuggers(executable);
    }

    private static List<String> forDebuggers(Executable executable) {
        String name = executable instanceof Method ? executable.getName() : "<init>";
        String[] names = new String[executable.getParameterCount()];
        try (InputStream file = executable.getDeclaringClass()
                .getResourceAsStream(binaryName(executable.getDeclaringClass()) + ".class")) {
            if (file != null) {
                new ClassReader(file).accept(new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String found, String descriptor, String signature, String[] exceptions) {
                        return found.equals(name) && descriptor.equals(descriptor(executable))
                                ? variables(executable, names)
                                : null;
                    }
                }, ClassReader.SKIP_FRAMES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    private static String binaryName(Class<?> type) {
        return type.getName().substring(type.getPackageName().isEmpty() ? 0 : type.getPackageName().length() + 1);
    }

    private static String descriptor(Executable executable) {
        return executable instanceof Method method
                ? Type.getMethodDescriptor(method)
                : Type.getConstructorDescriptor((java.lang.reflect.Constructor<?>) executable);
    }

    /** Local variables: the parameters come first, numbers of 64 bits count twice. */
    private static MethodVisitor variables(Executable executable, String[] names) {
        boolean isStatic = Modifier.isStatic(executable.getModifiers());
        Class<?>[] types = executable.getParameterTypes();
        int[] slots = new int[types.length];
        int next = isStatic ? 0 : 1;
        for (int i = 0; i < types.length; i++) {
            slots[i] = next;
            next += types[i] == double.class || types[i] == long.class ? 2 : 1;
        }
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitLocalVariable(
                    String name, String descriptor, String signature, Label start, Label end, int index) {
                int parameter = Arrays.binarySearch(slots, index);
                if (parameter >= 0 && names[parameter] == null) {
                    names[parameter] = name;
                }
            }
        };
    }
}
