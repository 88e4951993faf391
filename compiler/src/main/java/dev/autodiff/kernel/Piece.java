package dev.autodiff.kernel;

import java.util.List;

/** A piece of a method that is cut by {@link Outlining}. */
sealed interface Piece {
    /** Statements that become a method of their own; compared by identity. */
    final class Part implements Piece {
        private final List<Stmt> statements;
        private final VariableUses uses;

        Part(List<Stmt> statements) {
            this.statements = List.copyOf(statements);
            this.uses = VariableUses.of(this.statements);
        }

        VariableUses uses() {
            return uses;
        }

        List<Stmt> statements() {
            return statements;
        }
    }

    /**
     * A statement that the method keeps.
     *
     * @param inner its lists of statements, cut
     */
    record Kept(Stmt statement, List<List<Piece>> inner) implements Piece {
        /** One of which all is kept. */
        static Kept whole(Stmt statement) {
            return new Kept(
                    statement,
                    statement.parts().stream()
                            .map(part -> part.stream().<Piece>map(Kept::whole).toList())
                            .toList());
        }
    }
}
