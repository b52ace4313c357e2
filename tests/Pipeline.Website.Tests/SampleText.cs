using Pipeline.Documents;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website.Tests;

/// <summary>The text of a sample document: headings, numbered paragraphs, a table, a list, notes; in Arabic for the one that is.</summary>
internal static class SampleText
{
    public static Document Of(DocumentRecord document) => document.Language == "ar" ? Arabic(document) : Latin(document);

    private static Document Latin(DocumentRecord document) => new()
    {
        Language = document.Language,
        Title = [new Text(document.Title)],
        Blocks =
        [
            Plain("Water does not stop at a border. Two in five people live in the basin of a river that their country shares with another, and most of these basins have no agreement that says who measures, who warns and who pays."),
            Section("What was proposed", "proposed"),
            Numbered(1, "Delegations asked for three things above all: gauges that report to everybody along the river, a fund that pays before the flood, and a place where a dispute can be heard within weeks."),
            Numbered(2, "The proposals differ in who should run the fund. Nineteen delegations named an existing bank; eleven wanted a new body with seats for river communities."),
            new ListBlock(ListStyle.Bullet, [Item("joint gauges with open data"), Item("an early-warning fund"), Item("a standing panel for disputes")]),
            new Quote([Plain("A warning that arrives after the water is a report.")]),
            Section("What it would cost", "cost"),
            new Paragraph([new Text("The estimate covers ten years."), new NoteReference("n1"), new Text(" It leaves out what the states spend today.")]),
            Costs(),
            Section("What is missing", "missing"),
            Plain("No delegation spoke about groundwater, which crosses borders unseen and is drawn down faster than any river."),
        ],
        Notes = [new Note("n1", [Plain("In prices of 2030, without the cost of capital.")])],
    };

    private static Document Arabic(DocumentRecord document) => new()
    {
        Language = "ar",
        Direction = TextDirection.RightToLeft,
        Title = [new Text(document.Title)],
        Blocks =
        [
            Plain("لا تتوقف المياه عند الحدود، ويعيش كثير من الناس في أحواض أنهار مشتركة بين دولتين أو أكثر."),
            Section("ما نقترحه", "h1"),
            Plain("نقترح صندوقا للإنذار المبكر ومحطات قياس مشتركة تتاح بياناتها للجميع."),
        ],
    };

    private static Table Costs() => new(
        [ColumnAlignment.Start, ColumnAlignment.End, ColumnAlignment.End],
        [Row("Measure", "Once", "Each year"), Row("Gauges and data", "120", "14"), Row("Early-warning fund", "400", "60"), Row("Panel", "3", "9")])
    {
        HeaderRows = 1,
        HeaderColumn = true,
        Caption = [new Text("Estimated cost in millions of dollars")],
    };

    private static TableRow Row(params string[] cells) => new([.. cells.Select(c => new TableCell([Plain(c)]))]);

    private static ListItem Item(string text) => new([Plain(text)]);

    private static Heading Section(string text, string id) => new(2, [new Text(text)]) { Id = id };

    private static Paragraph Plain(string text) => new([new Text(text)]);

    private static Paragraph Numbered(int number, string text) => new([new Text(text)]) { Number = $"{number}.", Id = $"para-{number}" };
}
