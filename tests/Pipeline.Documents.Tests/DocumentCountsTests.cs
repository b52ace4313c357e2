namespace Pipeline.Documents.Tests;

public class DocumentCountsTests
{
    [Fact]
    public void Everything_is_counted_wherever_it_stands()
    {
        const string Text = """
            # Title words

            ## Part

            > - one[^1]
            > - two
            >
            > | a | b |
            > |---|---|
            > | c | d |

            [^1]: A note.

                - in it
            """;
        var document = DocumentReader.Read(new SourceFile("a.md", System.Text.Encoding.UTF8.GetBytes(Text)), ReadOptions.Default, TestContext.Current.CancellationToken).Document;

        Assert.Equal(new DocumentCounts { Words = 13, Headings = 2, ListItems = 3, Tables = 1, Cells = 4, Images = 0, Notes = 1 }, DocumentCounts.Of(document) with { Pages = null });
    }
}
