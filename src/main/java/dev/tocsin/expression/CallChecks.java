package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Environment.StepBinding;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The types of calls. */
final class CallChecks {

    private CallChecks() {}

    static Type call(Expr.Call call, TypeChecker checker) {
        Type type = checker.narrowed(call, typeOf(call, checker));
        if (StepFunction.of(call.function()) instanceof StepFunction function
                && call.arguments().size() == 1
                && call.arguments().getFirst()
                        instanceof Expr.Literal(StringValue(String id), _, _)) {
            Narrowing.step(function, id, call.arguments(), checker);
        }
        return type;
    }

    private static Type typeOf(Expr.Call written, TypeChecker checker) {
        String group = Calls.group(written);
        Expr.Call call =
                group == null || checker.isKnown(group) ? written : Calls.grouped(group, written);
        List<Expr> arguments = Calls.arguments(call);
        StepFunction stepFunction = StepFunction.of(call.function());
        if (stepFunction != null) {
            return step(stepFunction, call, arguments, checker);
        }
        if (call.function().equals(CallbackUrls.FUNCTION)) {
            return CallbackChecks.url(call, arguments, checker);
        }
        if (SecretCalls.isOne(call.function())) {
            return SecretCalls.check(call, checker);
        }
        Function function = Functions.find(call.function());
        List<Type> types = new ArrayList<>(arguments.size());
        if (function == null) {
            Type unknown = unknown(call, checker);
            // A macro in the wrong form holds a name that exists nowhere else.
            if (Macros.macro(call.function()) == null) {
                arguments.forEach(checker::type);
            }
            return unknown;
        }
        boolean passes = SecretFaults.passes(call.function());
        for (Expr argument : arguments) {
            types.add(passes ? checker.type(argument) : checker.typeOfAll(argument));
        }
        if (!function.takes(arguments.size())) {
            return checker.fault(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "`"
                                    + function.name()
                                    + "` takes "
                                    + count(function)
                                    + ", not "
                                    + arguments.size(),
                            call.nameStart(),
                            call.end(),
                            "write `" + function.signature() + "`"));
        }
        boolean fits = true;
        for (int i = 0; i < types.size(); i++) {
            fits &= fits(function, i, types.get(i), arguments.get(i), checker);
            types.set(i, TypeUnion.withoutNull(types.get(i)));
        }
        if (!fits) {
            return Type.ANY;
        }
        LiteralArguments.check(function.name(), types, arguments, checker);
        return function.result().of(types, arguments);
    }

    private static boolean fits(
            Function function, int index, Type given, Expr argument, TypeChecker checker) {
        Function.Parameter parameter = function.parameter(index);
        Type wanted = parameter.type();
        if (wanted instanceof Type.Any || Types.mayBe(given, wanted)) {
            if (parameter.nulls() == Function.Nulls.REFUSED) {
                NullUse.check(argument, given, "`" + function.name() + "`", checker);
            }
            return true;
        }
        checker.fault(
                Code.WRONG_ARGUMENTS,
                argument,
                "`"
                        + function.name()
                        + "` needs "
                        + Types.aName(wanted)
                        + ", and `"
                        + ExprPrinter.excerpt(argument)
                        + "` is "
                        + Types.aName(given),
                function.name().equals("contains") && index == 0 && Types.mayBe(given, Type.LIST)
                        ? "for a list write `item in list`"
                        : "write `" + function.signature() + "`");
        return false;
    }

    private static String count(Function function) {
        int most = function.parameters().size();
        if (function.repeats()) {
            return "at least " + function.required();
        }
        String noun = most == 1 ? " argument" : " arguments";
        return most == 0
                ? "no arguments"
                : function.required() == most
                        ? most + noun
                        : function.required() + " to " + most + noun;
    }

    private static Type step(
            StepFunction function, Expr.Call call, List<Expr> arguments, TypeChecker checker) {
        if (arguments.size() != 1
                || !(arguments.getFirst() instanceof Expr.Literal literal)
                || !(literal.value() instanceof StringValue(String id))) {
            return checker.fault(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "`" + function.word() + "` takes the id of a step, as a quoted text",
                            call.nameStart(),
                            call.end(),
                            "write `" + function.word() + "(\"id\")`"));
        }
        StepBinding step = checker.environment().step(id);
        if (step != null) {
            return function.type(step);
        }
        String meant = Suggestion.closest(id, checker.environment().stepIds());
        return checker.fault(
                new Fault(
                        Code.UNKNOWN_NAME,
                        "no step `" + Excerpt.of(id) + "` can be seen from here",
                        literal.start(),
                        literal.end(),
                        checker.environment().stepIds().isEmpty()
                                ? null
                                : "the steps are " + Names.list(checker.environment().stepIds()),
                        meant == null ? null : "did you mean `" + meant + "`?"));
    }

    private static Type unknown(Expr.Call call, TypeChecker checker) {
        int end = call.nameStart() + call.function().length();
        String help = elsewhere(call.function());
        if (help == null) {
            String meant = Suggestion.closest(call.function(), Functions.names());
            help = meant == null ? null : "did you mean `" + meant + "`?";
        }
        Expr.Macro macro = Macros.macro(call.function());
        if (macro != null) {
            help = "write `" + MacroPage.of(macro).usage() + "`";
        }
        return checker.fault(
                new Fault(
                        Code.UNKNOWN_FUNCTION,
                        "there is no function `" + call.function() + "`",
                        call.nameStart(),
                        end,
                        help));
    }

    /** What functions of other languages are called here. */
    private static @Nullable String elsewhere(String name) {
        return switch (name) {
            case "length", "len", "count" -> "write `size(x)`";
            case "toLower", "lower", "toLowerCase" -> "write `x.lowerAscii()`";
            case "toUpper", "upper", "toUpperCase" -> "write `x.upperAscii()`";
            case "toString", "str" -> "write `string(x)`";
            case "toInt", "parseInt", "number" -> "write `int(x)`";
            case "includes" -> "write `text.contains(part)` or `item in list`";
            case "isEmpty", "empty" -> "write `size(x) == 0`";
            case "concat" -> "write `a + b`";
            case "triggerBody", "triggerOutputs" -> "what started the run is `event`";
            case "body", "outputs", "actions" -> "the result of a step is `steps.id`";
            case "items", "item" -> "the item of a loop goes by the name behind `forEach`";
            case "variables" -> "a variable is `vars.name`";
            case "formatDateTime" -> "write `formatTime(x, \"yyyy-MM-dd\")`";
            case "utcNow", "utcnow" -> "write `now()`";
            case "json", "stringify" -> "write `toJson(x)` or `parseJson(x)`";
            case "any", "some" -> "write `list.exists(x, x > 1)`";
            case "every" -> "write `list.all(x, x > 1)`";
            case "coalesce", "default" -> "write `x ?? y`";
            case "equals" -> "write `a == b`";
            case "and", "not" -> "write `a && b`, `a || b`, `!a`";
            case "if", "iif" -> "write `condition ? one : other`";
            case "typeof" -> "write `type(x)`";
            case "optional.of", "optional.ofNonZeroValue" ->
                    "there are no optionals: a value that may be missing is the value or null";
            case "optional.none" -> "there are no optionals: what is missing is `null`";
            case "orValue", "or" -> "there are no optionals: write `x ?? other`";
            case "hasValue" -> "there are no optionals: write `x != null`";
            case "value" -> "there are no optionals: `x?.name` is the value or null";
            case "optMap", "optFlatMap" ->
                    "there are no optionals: write `x == null ? null : f(x)`";
            default -> null;
        };
    }
}
