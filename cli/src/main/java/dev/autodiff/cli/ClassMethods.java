package dev.autodiff.cli;

import dev.autodiff.check.HandWritten;
import dev.autodiff.cli.PointMethod.Name;
import dev.autodiff.cli.PointMethod.Parameter;
import dev.autodiff.source.Suggestion;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The methods of a class that are a function and its derivatives, found by their names and by the shape of what they
 * take and give.
 */
final class ClassMethods {
    private final Class<?> type;
    private final List<Parameter> parameters;
    private final boolean isOrdered;
    private final RoleMethod.Counts counts;
    private final Receiver receiver;

    /**
     * The methods of a class.
     *
     * @param parameters of the formula, but for those that the constructor takes
     * @param isOrdered whether arguments come in this order, whatever they are called
     */
    ClassMethods(Class<?> type, List<Parameter> parameters, boolean isOrdered, RoleMethod.Counts counts,
            Receiver receiver) {
        this.type = type;
        this.parameters = parameters;
        this.isOrdered = isOrdered;
        this.counts = counts;
        this.receiver = receiver;
    }

    /** The method for some of the numbers; empty if the class has none of the name. */
    Optional<RoleMethod> find(String text, Role role) {
        Name name = Name.of(text);
        List<RoleMethod> fitting = PointMethod.of(type, name, parameters, isOrdered).stream()
                .map(method -> new RoleMethod(method, receiver, role, counts))
                .filter(RoleMethod::fits)
                .sorted(Comparator.comparing(method -> method.method().distance()))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        int nearest = fitting.get(0).method().distance();
        List<RoleMethod> best = fitting.stream().filter(each -> each.method().distance() == nearest).toList();
        if (best.size() > 1) {
            throw new UsageException(type.getName() + " has more than one method '" + name.name() + "' that fits: "
                    + best.stream().map(each -> each.method().toString()).collect(Collectors.joining(", "))
                    + ": choose one, as in '" + name.name() + "(double,double)'");
        }
        return Optional.of(requireReceiver(best.get(0)));
    }

    private RoleMethod requireReceiver(RoleMethod found) {
        if (!Modifier.isStatic(found.method().method().getModifiers()) && !receiver.exists()) {
            throw new UsageException("'" + found.method() + "' is a method of objects, and " + type.getName()
                    + " has no constructor without arguments and no constant of its own: "
                    + "add --constructor with the parameters that its constructor takes");
        }
        return found;
    }

    /** The same for a method that must be there. */
    RoleMethod require(String text, Role role) {
        return find(text, role).orElseThrow(() -> missing(Name.of(text).name(), role));
    }

    /** For methods whose arguments nobody knows the names of: that there is one. */
    void requireName(String text) {
        String name = Name.of(text).name();
        if (PointMethod.methods(type).stream().noneMatch(method -> method.getName().equals(name))) {
            throw missing(name, Role.VALUES);
        }
    }

    private UsageException missing(String name, Role role) {
        List<String> all = PointMethod.methods(type).stream().map(Method::getName).distinct().toList();
        String same = PointMethod.methods(type).stream()
                .filter(method -> method.getName().equals(name))
                .map(method -> new PointMethod(method, List.of(), List.of()).toString())
                .collect(Collectors.joining(", "));
        String names = parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
        String remedy = same.isEmpty()
                ? Suggestion.didYouMean(name, all, "it has " + Suggestion.listed(all))
                : "it has " + same + ", and the formula has " + names
                        + ": call the formula's parameters as the method does, or add --parameters in its order";
        return new UsageException(
                type.getName() + " has no method '" + name + "' of the form " + role.form(name) + ": " + remedy);
    }

    /** One method for each partial derivative. */
    HandWritten.Code partials(Map<String, String> methods) {
        List<RoleMethod> partials = new ArrayList<>();
        methods.values().forEach(name -> partials.add(require(name, Role.VALUES)));
        return point -> {
            double[] derivatives = new double[partials.size()];
            for (int i = 0; i < derivatives.length; i++) {
                double[] derivative = partials.get(i).numbers(Role.VALUES, point);
                derivatives[i] = derivative == null ? Double.NaN : derivative[0];
            }
            return derivatives;
        };
    }
}
