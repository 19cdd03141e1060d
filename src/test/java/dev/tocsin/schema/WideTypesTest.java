package dev.tocsin.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Types of which a file of a megabyte would make more than each expression can be held against. */
class WideTypesTest {

    @Test
    void anEnumerationOfMoreThanAThousandTextsIsAnyText() {
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < 1000; i++) {
            texts.add("v" + i);
        }
        assertEquals(1000, new Type.Str(texts).values().size());
        texts.add("one more");
        assertEquals(Type.STRING, new Type.Str(texts));
    }

    @Test
    void moreThanFiftyAlternativesAreJoined() {
        List<Type> objects = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            objects.add(new Type.Obj(Map.of("f" + i, Type.STRING), Set.of("f" + i), false));
        }
        assertInstanceOf(Type.Union.class, TypeUnion.alternatives(objects));
        objects.add(new Type.Obj(Map.of("f0", Type.INT), Set.of("f0"), false));
        Type.Obj joined = assertInstanceOf(Type.Obj.class, TypeUnion.alternatives(objects));
        assertEquals(50, joined.fields().size());
        assertEquals(Set.of(), joined.required());
    }
}
