namespace Pipeline.Documents.Renderers;

/// <summary>
/// What stands above and below the text, line by line, the same in every rendition. Lines stand in the order of the members; a line
/// that the metadata has nothing for is null or empty.
/// </summary>
public sealed record TitleBlock
{
    private const string Separator = " · ";

    /// <summary>Kind and who speaks or publishes: <c>Statement · Nigeria</c>.</summary>
    public string? Heading { get; private init; }

    /// <summary>The title, with the marks that it has in the text where it is the text's own.</summary>
    public required IReadOnlyList<Inline> Title { get; init; }

    /// <summary>The title that the text itself bears, where the metadata gives the document another.</summary>
    public IReadOnlyList<Inline> OwnTitle { get; private init; } = [];

    public string? Subtitle { get; private init; }

    /// <summary>Speaker and post, or the authors.</summary>
    public string? Byline { get; private init; }

    /// <summary>With its label: <c>On behalf of: the European Union, Croatia</c>.</summary>
    public string? OnBehalfOf { get; private init; }

    /// <summary>Event and place.</summary>
    public string? Occasion { get; private init; }

    /// <summary>The date in words.</summary>
    public string? Date { get; private init; }

    /// <summary>The date as the metadata has it: <c>2011-07-12</c>.</summary>
    public string? IsoDate { get; private init; }

    /// <summary>The document's official symbol.</summary>
    public string? Symbol { get; private init; }

    public string? Summary { get; private init; }

    /// <summary>Says that the text is in the PDF alone; null where it is shown.</summary>
    public string? OnlyPdf { get; private init; }

    /// <summary>Publisher and edition, below the text.</summary>
    public string? Imprint { get; private init; }

    public string? Address { get; private init; }

    /// <summary>With its label.</summary>
    public string? SourceHash { get; private init; }

    public static TitleBlock Of(Document document, FrontMatter frontMatter)
    {
        var words = UiWords.Of(document.Language);
        var own = document.Title.Count > 0 && Same(DocumentText.Of(document.Title), frontMatter.Title);
        return new TitleBlock
        {
            Heading = Join(frontMatter.Kind, frontMatter.Organization),
            Title = own || frontMatter.Title.Length == 0 ? document.Title : [new Text(frontMatter.Title)],
            OwnTitle = own || frontMatter.Title.Length == 0 ? [] : document.Title,
            Subtitle = Empty(frontMatter.Subtitle),
            Byline = frontMatter.Speaker is { Length: > 0 } ? Comma(frontMatter.Speaker, frontMatter.Post) : Empty(string.Join(", ", frontMatter.Authors)),
            OnBehalfOf = frontMatter.OnBehalfOf.Count > 0 ? words.OnBehalfOf + words.Colon + string.Join(", ", frontMatter.OnBehalfOf) : null,
            Occasion = Comma(frontMatter.Event, frontMatter.Place),
            Date = frontMatter.Date is { Length: > 0 } date ? words.Date(date) : null,
            IsoDate = Empty(frontMatter.Date),
            Symbol = Empty(frontMatter.Symbol),
            Summary = Empty(frontMatter.Summary),
            OnlyPdf = frontMatter.OnlyPdf ? words.OnlyPdf : null,
            Imprint = Join(frontMatter.Publisher, frontMatter.Edition is { } edition ? UiWords.Number(words.Edition, edition) : null),
            Address = Empty(frontMatter.Address),
            SourceHash = frontMatter.SourceHash is { Length: > 0 } hash ? words.SourceHash + words.Colon + hash : null,
        };
    }

    /// <summary>The lines above the text, as text.</summary>
    public IEnumerable<string> LinesAbove() =>
        new[] { Heading, Empty(DocumentText.Of(Title)), Empty(DocumentText.Of(OwnTitle)), Subtitle, Byline, OnBehalfOf, Occasion, Join(Date, Symbol), Summary, OnlyPdf }.OfType<string>();

    /// <summary>The lines below the text, as text.</summary>
    public IEnumerable<string> LinesBelow() => new[] { Imprint, Address, SourceHash }.OfType<string>();

    private static bool Same(string one, string other) => string.Equals(Collapsed(one), Collapsed(other), StringComparison.OrdinalIgnoreCase);

    private static string Collapsed(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string? Join(params IEnumerable<string?> parts) => Empty(string.Join(Separator, parts.Where(p => !string.IsNullOrWhiteSpace(p))));

    private static string? Comma(params IEnumerable<string?> parts) => Empty(string.Join(", ", parts.Where(p => !string.IsNullOrWhiteSpace(p))));
}
