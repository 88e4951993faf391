package dev.autodiff.kernel;

import java.util.List;

/** A piece of a method that is cut by {@link Outlining}. */
sealed interface Piece {
    /** Statements that become a method of their own. */
    record Part(int number, List<Stmt> statements) implements Piece {}

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
