import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * A step of the build, between javac and the tests: what javac leaves to the first execution, a
 * pattern `switch` over types and the equals and hashCode of records, is written out as plain
 * bytecode. The JDK's cache of loaded classes keeps lambdas and string concatenation but not these,
 * so each switch costs 0.4 ms at its first execution and each record more; a cold `validate` meets
 * dozens. What the code does stays the same. A class that was done before is left as it is.
 */
private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

void main(String[] arguments) throws Exception {
    ClassFile classes =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(
                                            ClassLoader.getSystemClassLoader())
                                    .orElse(ClassHierarchyResolver.defaultResolver())));
    List<Path> files;
    try (var found = Files.walk(Path.of(arguments[0]))) {
        files = found.filter(path -> path.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
        byte[] before = Files.readAllBytes(file);
        ClassModel model = classes.parse(before);
        Map<String, List<ConstantDesc>> switches = new HashMap<>();
        byte[] after = classes.transformClass(model, rewriting(model, switches));
        if (!switches.isEmpty() || hasDeferredRecordMethods(model)) {
            Files.write(file, after);
        }
    }
}

private static ClassTransform rewriting(
        ClassModel model, Map<String, List<ConstantDesc>> switches) {
    ClassDesc owner = model.thisClass().asSymbol();
    ClassTransform code =
            ClassTransform.transformingMethodBodies(
                    (builder, element) -> {
                        List<ConstantDesc> labels = labelsOf(element);
                        if (labels == null) {
                            builder.with(element);
                            return;
                        }
                        String name = "typeSwitch$" + switches.size();
                        switches.put(name, labels);
                        MethodTypeDesc general = MethodTypeDesc.of(CD_int, CD_Object, CD_int);
                        builder.invokestatic(owner, name, general, isInterface(model));
                    });
    ClassTransform records =
            (builder, element) -> {
                if (element instanceof MethodModel method && isDeferred(method)) {
                    writeRecordMethod(builder, model, method);
                } else {
                    builder.with(element);
                }
            };
    ClassTransform methods =
            new ClassTransform() {
                @Override
                public void accept(ClassBuilder builder, ClassElement element) {
                    builder.with(element);
                }

                @Override
                public void atEnd(ClassBuilder builder) {
                    switches.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .forEach(each -> writeSwitch(builder, each.getKey(), each.getValue()));
                }
            };
    return records.andThen(code).andThen(methods);
}

private static boolean isInterface(ClassModel model) {
    return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
}

/** The types and texts that a switch tells apart, or null for any other instruction. */
private static List<ConstantDesc> labelsOf(CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction call)
            || !call.bootstrapMethod().methodName().equals("typeSwitch")) {
        return null;
    }
    List<ConstantDesc> labels = call.bootstrapArgs();
    boolean simple =
            labels.stream().allMatch(each -> each instanceof ClassDesc || each instanceof String);
    return simple ? labels : null;
}

/** As SwitchBootstraps.typeSwitch: -1 for null, else the first fitting label from `restart` on. */
private static void writeSwitch(ClassBuilder builder, String name, List<ConstantDesc> labels) {
    builder.withMethodBody(
            name,
            MethodTypeDesc.of(CD_int, CD_Object, CD_int),
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            code -> {
                Label present = code.newLabel();
                code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
                for (int i = 0; i < labels.size(); i++) {
                    Label next = code.newLabel();
                    code.iload(1).loadConstant(i).if_icmpgt(next);
                    if (labels.get(i) instanceof ClassDesc type) {
                        code.aload(0).instanceOf(type).ifeq(next);
                    } else {
                        MethodTypeDesc equals = MethodTypeDesc.of(CD_boolean, CD_Object);
                        code.loadConstant(labels.get(i)).aload(0);
                        code.invokevirtual(CD_String, "equals", equals).ifeq(next);
                    }
                    code.loadConstant(i).ireturn().labelBinding(next);
                }
                code.loadConstant(labels.size()).ireturn();
            });
}

private static boolean hasDeferredRecordMethods(ClassModel model) {
    return model.methods().stream().anyMatch(method -> isDeferred(method));
}

/** Whether javac left this equals or hashCode to java.lang.runtime.ObjectMethods. */
private static boolean isDeferred(MethodModel method) {
    String name = method.methodName().stringValue();
    if (!name.equals("equals") && !name.equals("hashCode") || method.code().isEmpty()) {
        return false;
    }
    for (CodeElement element : method.code().get()) {
        if (element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().methodName().equals("bootstrap")
                && call.bootstrapMethod().owner().displayName().equals("ObjectMethods")) {
            return true;
        }
    }
    return false;
}

private static void writeRecordMethod(ClassBuilder out, ClassModel model, MethodModel method) {
    List<RecordComponentInfo> components =
            model.findAttribute(Attributes.record()).orElseThrow().components();
    ClassDesc owner = model.thisClass().asSymbol();
    boolean equals = method.methodName().stringValue().equals("equals");
    out.withMethodBody(
            method.methodName().stringValue(),
            method.methodTypeSymbol(),
            method.flags().flagsMask(),
            code -> {
                if (equals) {
                    writeEquals(code, owner, components);
                } else {
                    writeHashCode(code, owner, components);
                }
            });
}

private static void writeEquals(
        CodeBuilder code, ClassDesc owner, List<RecordComponentInfo> components) {
    Label differs = code.newLabel();
    code.aload(1).instanceOf(owner).ifeq(differs);
    for (RecordComponentInfo component : components) {
        ClassDesc type = component.descriptorSymbol();
        String name = component.name().stringValue();
        code.aload(0).getfield(owner, name, type);
        code.aload(1).checkcast(owner).getfield(owner, name, type);
        if (type.isPrimitive()) {
            // By the wrapper's compare, as the record specification says: NaN equals NaN.
            MethodTypeDesc compare = MethodTypeDesc.of(CD_int, type, type);
            code.invokestatic(wrapper(type), "compare", compare).ifne(differs);
        } else {
            MethodTypeDesc same = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
            code.invokestatic(OBJECTS, "equals", same).ifeq(differs);
        }
    }
    code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
}

private static void writeHashCode(
        CodeBuilder code, ClassDesc owner, List<RecordComponentInfo> components) {
    code.iconst_0();
    for (RecordComponentInfo component : components) {
        ClassDesc type = component.descriptorSymbol();
        code.bipush(31).imul();
        code.aload(0).getfield(owner, component.name().stringValue(), type);
        ClassDesc hashes = type.isPrimitive() ? wrapper(type) : OBJECTS;
        ClassDesc hashed = type.isPrimitive() ? type : CD_Object;
        code.invokestatic(hashes, "hashCode", MethodTypeDesc.of(CD_int, hashed)).iadd();
    }
    code.ireturn();
}

private static ClassDesc wrapper(ClassDesc primitive) {
    String name =
            switch (TypeKind.from(primitive)) {
                case INT -> "Integer";
                case CHAR -> "Character";
                default -> {
                    String word = primitive.displayName();
                    yield Character.toUpperCase(word.charAt(0)) + word.substring(1);
                }
            };
    return ClassDesc.of("java.lang." + name);
}
