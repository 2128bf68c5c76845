import Testing
import Text

@Suite struct ExpositionTests {
    @Test func `a figure has its help, its type and its value`() {
        var exposition = Exposition()
        exposition.add(.counter, "things_total", "Things so far.", 3)
        exposition.add(.gauge, "things", "Things now.", by: "kind", [("red", 1), ("blue", 0)])
        exposition.add(.counter, "none_total", "Of nothing yet.", by: "kind", [])
        exposition.seconds("lag_seconds", "How late.", milliseconds: 1_500)
        #expect(
            exposition.text == """
                # HELP things_total Things so far.
                # TYPE things_total counter
                things_total 3
                # HELP things Things now.
                # TYPE things gauge
                things{kind="red"} 1
                things{kind="blue"} 0
                # HELP none_total Of nothing yet.
                # TYPE none_total counter
                # HELP lag_seconds How late.
                # TYPE lag_seconds gauge
                lag_seconds 1.5

                """
        )
    }

    @Test func `buckets are counted up, and the last has no bound`() {
        var exposition = Exposition()
        exposition.histogram("sizes", "Sizes.", bounds: [1, 2], counts: [4, 0, 2], sum: 17)
        #expect(
            exposition.text == """
                # HELP sizes Sizes.
                # TYPE sizes histogram
                sizes_bucket{le="1"} 4
                sizes_bucket{le="2"} 4
                sizes_bucket{le="+Inf"} 6
                sizes_sum 17
                sizes_count 6

                """
        )
    }

    @Test func `no help and no label's value leaves its place`() {
        var exposition = Exposition()
        exposition.add(.gauge, "odd", "Two\nlines, a \\ and a \".", by: "name", [("a\"b\\c\nd", 1)])
        #expect(
            exposition.text
                == "# HELP odd Two\\nlines, a \\\\ and a \".\n# TYPE odd gauge\nodd{name=\"a\\\"b\\\\c\\nd\"} 1\n"
        )
    }
}
