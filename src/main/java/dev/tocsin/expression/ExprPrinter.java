package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.List;

/** Writes a tree as text that parses to the same tree, with no more parentheses than needed. */
public final class ExprPrinter {

    private static final int CONDITIONAL = 0;
    private static final int COALESCE = 1;
    private static final int UNARY = 7;
    private static final int MEMBER = 8;

    private final StringBuilder out = new StringBuilder();

    private ExprPrinter() {}

    public static String print(Expr tree) {
        ExprPrinter printer = new ExprPrinter();
        printer.write(tree, CONDITIONAL);
        return printer.out.toString();
    }

    /** As {@link #print}, cut short for a message. */
    static String excerpt(Expr tree) {
        return Excerpt.of(print(tree));
    }

    private void write(Expr tree, int atLeast) {
        boolean parenthesised = strength(tree) < atLeast;
        if (parenthesised) {
            out.append('(');
        }
        switch (tree) {
            case Expr.Literal literal -> literal(literal.value());
            case Expr.Name name -> out.append(name.absolute() ? "." : "").append(name.name());
            case Expr.Select select -> select(select);
            case Expr.Index index -> {
                write(index.target(), MEMBER);
                out.append(index.safe() ? "?.[" : "[");
                write(index.index(), CONDITIONAL);
                out.append(']');
            }
            case Expr.Call call -> {
                if (call.target() != null) {
                    write(call.target(), MEMBER);
                    out.append('.');
                }
                out.append(call.function()).append('(');
                list(call.arguments());
                out.append(')');
            }
            case Expr.Unary unary -> {
                out.append(unary.operator().symbol());
                // `-1.f()` selects from a literal, so the minus of `-(1.f())` keeps its
                // parentheses.
                write(unary.operand(), startsWithLiteral(unary.operand()) ? MEMBER + 1 : UNARY);
            }
            case Expr.Binary binary -> binary(binary);
            case Expr.Conditional conditional -> {
                write(conditional.condition(), COALESCE);
                out.append(" ? ");
                write(conditional.then(), CONDITIONAL);
                out.append(" : ");
                write(conditional.otherwise(), CONDITIONAL);
            }
            case Expr.ListLiteral list -> {
                out.append('[');
                list(list.items());
                out.append(']');
            }
            case Expr.MapLiteral map -> map(map);
            case Expr.Comprehension comprehension -> comprehension(comprehension);
            case Expr.Bind bind -> {
                out.append("cel.bind(").append(bind.variable()).append(", ");
                write(bind.value(), CONDITIONAL);
                out.append(", ");
                write(bind.body(), CONDITIONAL);
                out.append(')');
            }
            case Expr.Has has -> {
                out.append("has(");
                select(has.select());
                out.append(')');
            }
        }
        if (parenthesised) {
            out.append(')');
        }
    }

    private static boolean startsWithLiteral(Expr tree) {
        return switch (tree) {
            case Expr.Literal _ -> true;
            case Expr.Select select -> startsWithLiteral(select.target());
            case Expr.Index index -> startsWithLiteral(index.target());
            case Expr.Call call -> call.target() != null && startsWithLiteral(call.target());
            case Expr.Comprehension comprehension -> startsWithLiteral(comprehension.range());
            default -> false;
        };
    }

    private void select(Expr.Select select) {
        write(select.target(), MEMBER);
        String field = select.field();
        if (field.indexOf('`') >= 0) {
            // Only within `has`, which takes an index for a field.
            out.append(select.safe() ? "?.[" : "[");
            quoted(field);
            out.append(']');
        } else {
            boolean bare = isName(field) && !Words.isLiteralWord(field);
            String quote = bare ? "" : "`";
            out.append(select.safe() ? "?." : ".").append(quote).append(field).append(quote);
        }
    }

    private void binary(Expr.Binary binary) {
        int strength = strength(binary);
        boolean rightToLeft = binary.operator() == BinaryOperator.COALESCE;
        write(binary.left(), rightToLeft ? strength + 1 : strength);
        out.append(' ').append(binary.operator().symbol()).append(' ');
        write(binary.right(), rightToLeft ? strength : strength + 1);
    }

    private void map(Expr.MapLiteral map) {
        out.append('{');
        for (int i = 0; i < map.entries().size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(map.entries().get(i).key(), CONDITIONAL);
            out.append(": ");
            write(map.entries().get(i).value(), CONDITIONAL);
        }
        out.append('}');
    }

    private void comprehension(Expr.Comprehension comprehension) {
        write(comprehension.range(), MEMBER);
        out.append('.').append(Macros.word(comprehension.macro())).append('(');
        String field = comprehension.field();
        if (field != null) {
            quoted(field);
            out.append(')');
            return;
        }
        out.append(comprehension.variable()).append(", ");
        if (comprehension.second() != null) {
            out.append(comprehension.second()).append(", ");
        }
        if (comprehension.filter() != null) {
            write(comprehension.filter(), CONDITIONAL);
            out.append(", ");
        }
        write(comprehension.body(), CONDITIONAL);
        out.append(')');
    }

    private void list(List<Expr> items) {
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(items.get(i), CONDITIONAL);
        }
    }

    private static int strength(Expr tree) {
        return switch (tree) {
            case Expr.Conditional _ -> CONDITIONAL;
            case Expr.Binary binary ->
                    switch (binary.operator()) {
                        case COALESCE -> COALESCE;
                        case OR -> 2;
                        case AND -> 3;
                        case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN ->
                                4;
                        case ADD, SUBTRACT -> 5;
                        case MULTIPLY, DIVIDE, REMAINDER -> 6;
                    };
            case Expr.Unary _ -> UNARY;
            default -> MEMBER;
        };
    }

    private void literal(Value value) {
        switch (value) {
            case StringValue(String text) -> quoted(text);
            case BytesValue(byte[] bytes) -> {
                out.append("b\"");
                for (byte b : bytes) {
                    out.append("\\x").append(Character.forDigit(b >> 4 & 15, 16));
                    out.append(Character.forDigit(b & 15, 16));
                }
                out.append('"');
            }
            case DoubleValue(double number) -> out.append(number);
            case BigValue(var number) -> out.append(number).append('u');
            default -> out.append(Conversions.text(value));
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean isName(String field) {
        if (field.isEmpty() || !ExpressionLexer.isNameStart(field.charAt(0))) {
            return false;
        }
        for (int i = 1; i < field.length(); i++) {
            if (!ExpressionLexer.isNamePart(field.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
