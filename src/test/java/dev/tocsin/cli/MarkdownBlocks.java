package dev.tocsin.cli;

import java.util.ArrayList;
import java.util.List;

/** Cuts a page of Markdown at its fences; the parts, put together again, are the page. */
final class MarkdownBlocks {

    private static final String FENCE = "```";

    private MarkdownBlocks() {}

    /**
     * A stretch of prose, or the inside of a fence.
     *
     * @param info what stands behind the fence; empty for prose and for a fence that says nothing
     * @param fenced whether fences stand around it
     */
    record Block(String info, String text, boolean fenced) {

        /** As it stands in the page, with another text inside. */
        String with(String other) {
            return fenced ? FENCE + info + "\n" + other + FENCE + "\n" : other;
        }
    }

    static List<Block> of(String page) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String info = "";
        boolean fenced = false;
        for (String line : page.split("(?<=\n)")) {
            if (!line.startsWith(FENCE)) {
                text.append(line);
                continue;
            }
            blocks.add(new Block(info, text.toString(), fenced));
            text.setLength(0);
            info = fenced ? "" : line.strip().substring(FENCE.length());
            fenced = !fenced;
        }
        blocks.add(new Block(info, text.toString(), fenced));
        return blocks;
    }
}
