package dev.autodiff.autograd;

/**
 * Forms by what they are made of: a call of the same function with the same numbers of Java comes again and again, and
 * is found without being written. Later calls overwrite earlier ones, and threads may lose each other's, which does no
 * harm.
 */
final class KnownForms {
    private static final int SIZE = 1024;
    private static final Known[] TABLE = new Known[SIZE];

    /** Numbers stand where the arguments are; null stands for a variable. */
    private record Known(String function, Object[] numbers, Form form) {
        boolean isFor(String other, Object[] arguments) {
            if (arguments.length != numbers.length || !function.equals(other)) {
                return false;
            }
            for (int i = 0; i < arguments.length; i++) {
                Object number = arguments[i] instanceof Variable ? null : arguments[i];
                if (numbers[i] == null ? number != null : !numbers[i].equals(number)) {
                    return false;
                }
            }
            return true;
        }
    }

    private KnownForms() {}

    /** The form of a call of variables and numbers, or null if it was not seen lately. */
    static Form find(String function, Object[] arguments) {
        int place = place(function, arguments);
        Known known = place < 0 ? null : TABLE[place];
        return known != null && known.isFor(function, arguments) ? known.form() : null;
    }

    /** Keeps it, if all arguments are variables and numbers. */
    static void add(String function, Object[] arguments, Form form) {
        int place = place(function, arguments);
        if (place >= 0) {
            Object[] numbers = new Object[arguments.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = arguments[i] instanceof Variable ? null : arguments[i];
            }
            TABLE[place] = new Known(function, numbers, form);
        }
    }

    /** A hash; -1 if something else is among the arguments. */
    private static int place(String function, Object[] arguments) {
        int hash = function.hashCode();
        for (Object argument : arguments) {
            boolean isVariable = argument instanceof Variable;
            if (!isVariable && !(argument instanceof Number)) {
                return -1;
            }
            hash = 31 * hash + (isVariable ? 1 : argument.hashCode());
        }
        // the bits of round numbers are the upper ones
        return (hash ^ hash >>> 10 ^ hash >>> 20) & SIZE - 1;
    }
}
