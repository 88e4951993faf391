package dev.autodiff.codegen.classfile;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;

/**
 * Copies static methods of a library class, and those that they call there, into a generated class as private methods,
 * so that it depends on nothing. These methods must use no fields. What they call of other classes of functions is
 * expected in the same class.
 */
public final class Transplant {
    private final String from;
    private final ClassReader reader;
    private final Map<String, List<String>> callees = new LinkedHashMap<>();
    /** By methods, then by classes of functions. */
    private final Map<String, Map<String, Set<String>>> calledElsewhere = new LinkedHashMap<>();

    /** @param library a class whose methods have distinct names */
    public Transplant(Class<?> library) {
        this.from = library.getName().replace('.', '/');
        this.reader = read(library);
        reader.accept(new CallCollector(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** The methods of these names and all that they call, in the order of the library. */
    Set<String> closure(Collection<String> names) {
        Set<String> reached = new TreeSet<>();
        List<String> open = new ArrayList<>(names);
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            if (reached.add(name)) {
                open.addAll(callees.get(name));
            }
        }
        return reached;
    }

    /** What the methods of these names, and all that they call, call of other classes of functions, by their names. */
    Map<String, Set<String>> calledElsewhere(Collection<String> names) {
        Map<String, Set<String>> called = new TreeMap<>();
        for (String name : closure(names)) {
            calledElsewhere.get(name).forEach((owner, methods) ->
                    called.computeIfAbsent(owner, unused -> new TreeSet<>()).addAll(methods));
        }
        return called;
    }

    /** @return what the copies call of other classes of functions, whose names in class files are the keys */
    public Map<String, Set<String>> copy(Collection<String> names, ClassVisitor target, String targetName) {
        Set<String> wanted = closure(names);
        reader.accept(
                new ClassVisitor(ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        if (!wanted.contains(name)) {
                            return null;
                        }
                        MethodVisitor copy = target.visitMethod(ACC_PRIVATE | ACC_STATIC, name, descriptor, null, null);
                        return new MethodVisitor(ASM9, copy) {
                            @Override
                            public void visitMethodInsn(
                                    int opcode,
                                    String owner,
                                    String callee,
                                    String calleeDescriptor,
                                    boolean isInterface) {
                                super.visitMethodInsn(
                                        opcode,
                                        owner.equals(from) || SpecialCalls.isLibrary(owner) ? targetName : owner,
                                        callee,
                                        calleeDescriptor,
                                        isInterface);
                            }

                            @Override
                            public void visitInvokeDynamicInsn(
                                    String method, String methodDescriptor, Handle bootstrap, Object... arguments) {
                                Object[] moved = Stream.of(arguments)
                                        .map(argument -> moved(argument, targetName))
                                        .toArray();
                                super.visitInvokeDynamicInsn(method, methodDescriptor, bootstrap, moved);
                            }
                        };
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return calledElsewhere(names);
    }

    /** A lambda's body is a method of its class, which the call site knows by a handle. */
    private boolean isOwn(Object argument) {
        return argument instanceof Handle && ((Handle) argument).getOwner().equals(from);
    }

    private Object moved(Object argument, String targetName) {
        if (!isOwn(argument)) {
            return argument;
        }
        Handle handle = (Handle) argument;
        return new Handle(handle.getTag(), targetName, handle.getName(), handle.getDesc(), handle.isInterface());
    }

    private final class CallCollector extends ClassVisitor {
        CallCollector() {
            super(ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            List<String> called = new ArrayList<>();
            callees.put(name, called);
            Map<String, Set<String>> elsewhere = new TreeMap<>();
            calledElsewhere.put(name, elsewhere);
            return new MethodVisitor(ASM9) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String callee, String calleeDescriptor, boolean isInterface) {
                    if (owner.equals(from)) {
                        called.add(callee);
                    } else if (SpecialCalls.isLibrary(owner)) {
                        elsewhere.computeIfAbsent(owner, unused -> new TreeSet<>()).add(callee);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String method, String methodDescriptor, Handle bootstrap, Object... arguments) {
                    Stream.of(arguments)
                            .filter(Transplant.this::isOwn)
                            .forEach(argument -> called.add(((Handle) argument).getName()));
                }
            };
        }
    }

    private static ClassReader read(Class<?> library) {
        try (InputStream in = library.getResourceAsStream(library.getSimpleName() + ".class")) {
            return new ClassReader(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
