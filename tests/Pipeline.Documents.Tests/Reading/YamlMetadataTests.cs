using System.Text;
using Pipeline.Documents.Readers.Metadata;

namespace Pipeline.Documents.Tests.Reading;

public class YamlMetadataTests
{
    private static Dictionary<string, string> Fields(string yaml) =>
        YamlMetadata.Read(yaml, MetadataOrigin.File).Entries.ToDictionary(e => e.Name, e => string.Join('|', e.Values));

    [Fact]
    public void Values_are_the_words_as_written()
    {
        var fields = Fields("country: NO\ndate: 2011-07-12\nsymbol: 012\ntitle: yes\nsummary: >\n  Two\n  lines.\n");

        Assert.Equal("NO", fields["country"]);
        Assert.Equal("2011-07-12", fields["date"]);
        Assert.Equal("012", fields["symbol"]);
        Assert.Equal("yes", fields["title"]);
        Assert.Equal("Two lines.", fields["summary"]);
    }

    [Fact]
    public void Lists_have_several_values_and_other_words_for_a_field_are_known()
    {
        var fields = Fields("On behalf of: [European Union, 'Croatia']\nauthor:\n  - A\n  - B\ntags: x\n");

        Assert.Equal("European Union|Croatia", fields["on-behalf-of"]);
        Assert.Equal("A|B", fields["authors"]);
        Assert.Equal("x", fields["keywords"]);
    }

    [Theory]
    [InlineData("title:\nkind: ~\nspeaker: null\n")]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    public void Empty_fields_are_absent(string yaml) => Assert.Empty(Fields(yaml));

    [Fact]
    public void Quoted_null_is_a_word() => Assert.Equal("null", Fields("title: \"null\"")["title"]);

    [Fact]
    public void Nested_and_unknown_fields_are_left_out_and_named()
    {
        var (entries, findings) = YamlMetadata.Read("title: A\nlayout: post\nspeaker:\n  name: B\n", MetadataOrigin.File);

        Assert.Single(entries);
        Assert.Equal(["metadata-nested", "metadata-unknown"], findings.Select(f => f.Code).Order());
        Assert.All(findings, f => Assert.Equal(Severity.Info, f.Severity));
        Assert.Contains("layout", findings.Single(f => f.Code == "metadata-unknown").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Field_that_stands_twice_counts_once()
    {
        var (entries, findings) = YamlMetadata.Read("title: First\ntitle: Second\n", MetadataOrigin.File);

        Assert.Equal(["First"], Assert.Single(entries).Values);
        Assert.Equal(("metadata-twice", "line 2"), (findings.Single().Code, findings.Single().Place));
    }

    [Theory]
    [InlineData("title: \"open\nkind: report\n", "quotation marks")]
    [InlineData("title: A: B: C\n", "colon")]
    [InlineData("- a\n- b\n", "name, a colon")]
    [InlineData("title: x\n\tkind: y\n", "tab")]
    [InlineData("title: 20\n\n{div .x\nkind: y\n", "colon")]
    public void Malformed_yaml_is_rejected_with_the_line_and_what_to_do(string yaml, string words)
    {
        var rejection = Assert.Throws<RejectedException>(() => YamlMetadata.Read(yaml, MetadataOrigin.Sidecar, firstLine: 2)).Diagnostics.Single();

        Assert.Equal("metadata-malformed", rejection.Code);
        Assert.StartsWith("line ", rejection.Place, StringComparison.Ordinal);
        Assert.Contains(words, rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_are_never_expanded()
    {
        var bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x]\n");
        for (var c = 'b'; c < 'k'; c++)
            bomb.Append(c).Append(": &").Append(c).Append(" [").Append(string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 8))).Append("]\n");
        bomb.Append("keywords: *j\n");

        Assert.Empty(Fields(bomb.ToString()));
    }

    [Fact]
    public void Deep_nesting_and_great_length_are_rejected_or_ignored()
    {
        Assert.Throws<RejectedException>(() => YamlMetadata.Read("title: " + new string('x', 200_000), MetadataOrigin.File));
        Assert.Throws<RejectedException>(() => YamlMetadata.Read("keywords: [" + string.Join(',', Enumerable.Repeat("a", 2000)) + "]", MetadataOrigin.File));
        var deep = "title: " + string.Concat(Enumerable.Repeat("[", 20_000));
        Assert.Throws<RejectedException>(() => YamlMetadata.Read(deep, MetadataOrigin.File));
    }

    [Fact]
    public void Front_matter_is_read_and_not_part_of_the_text()
    {
        var result = Read.Markdown("---\ntitle: \"A: B\"\nlanguage: fr\n---\n\n# Heading\n\nText\n");

        Assert.Equal("A: B", result.Metadata.Single(m => m.Name == "title").Values[0]);
        Assert.Equal("fr", result.Document.Language);
        Assert.Equal(["Text"], DocumentText.Lines(result.Document));
    }

    [Fact]
    public void Front_matter_without_end_is_rejected() =>
        Assert.Equal(("metadata-malformed", "line 1"), (Read.Rejection("a.md", "---\ntitle: A\n\nText\n"u8.ToArray()) is var r ? r.Code : "", r.Place));

    [Fact]
    public void Malformed_front_matter_is_rejected_with_the_line_of_the_file()
    {
        var rejection = Read.Rejection("a.md", "---\nkind: report\ntitle: A: B\n---\nText\n"u8.ToArray());

        Assert.Equal(("metadata-malformed", "line 3"), (rejection.Code, rejection.Place));
    }

    [Theory]
    [InlineData("---\n\nText after a rule.\n")]
    [InlineData("---\nText after a rule, no field.\n\n---\n")]
    public void Rule_at_the_start_is_no_front_matter(string text) => Assert.IsType<ThematicBreak>(Read.Markdown(text).Document.Blocks[0]);

    [Fact]
    public void Findings_name_lines_of_the_file_below_front_matter() =>
        Assert.Equal("line 5", Read.Markdown("---\ntitle: A\n---\n\n[x](../y.html)\n").Diagnostics.Single().Place);
}
