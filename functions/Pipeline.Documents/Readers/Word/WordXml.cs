using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>The vocabularies of a Word file. Those of ISO 29500 strict and of ECMA-376 transitional are the same here.</summary>
internal enum Vocabulary
{
    Other,
    Word,
    Relationships,
    Drawing,
    WordDrawing,
    Picture,
    Shape,
    Math,
    Chart,
    Diagram,
    Compatibility,
    Vml,
    Office,
    Word2010,
    Properties,
}

/// <summary>Walks through a part of a Word file. Of alternatives (ECMA-376 part 3, markup compatibility) it shows the one that can be read, and only that.</summary>
internal sealed class WordXml(Stream stream, string part, ReadOptions options, CancellationToken cancellationToken)
    : PartXml(stream, part, options, cancellationToken)
{
    private const string Transitional = "http://schemas.openxmlformats.org/";
    private const string Strict = "http://purl.oclc.org/ooxml/";

    private static readonly Dictionary<string, Vocabulary> Vocabularies = new(StringComparer.Ordinal)
    {
        [Transitional + "wordprocessingml/2006/main"] = Vocabulary.Word,
        [Strict + "wordprocessingml/main"] = Vocabulary.Word,
        [Transitional + "officeDocument/2006/relationships"] = Vocabulary.Relationships,
        [Strict + "officeDocument/relationships"] = Vocabulary.Relationships,
        [Transitional + "drawingml/2006/main"] = Vocabulary.Drawing,
        [Strict + "drawingml/main"] = Vocabulary.Drawing,
        [Transitional + "drawingml/2006/wordprocessingDrawing"] = Vocabulary.WordDrawing,
        [Strict + "drawingml/wordprocessingDrawing"] = Vocabulary.WordDrawing,
        [Transitional + "drawingml/2006/picture"] = Vocabulary.Picture,
        [Strict + "drawingml/picture"] = Vocabulary.Picture,
        [Transitional + "officeDocument/2006/math"] = Vocabulary.Math,
        [Strict + "officeDocument/math"] = Vocabulary.Math,
        [Transitional + "drawingml/2006/chart"] = Vocabulary.Chart,
        [Strict + "drawingml/chart"] = Vocabulary.Chart,
        [Transitional + "drawingml/2006/diagram"] = Vocabulary.Diagram,
        [Strict + "drawingml/diagram"] = Vocabulary.Diagram,
        [Transitional + "markup-compatibility/2006"] = Vocabulary.Compatibility,
        ["urn:schemas-microsoft-com:vml"] = Vocabulary.Vml,
        ["urn:schemas-microsoft-com:office:office"] = Vocabulary.Office,
        ["http://schemas.microsoft.com/office/word/2010/wordprocessingShape"] = Vocabulary.Shape,
        ["http://schemas.microsoft.com/office/word/2010/wordml"] = Vocabulary.Word2010,
    };

    /// <summary>Extensions whose content can be read, so that the alternative for older programs is not needed.</summary>
    private static readonly HashSet<string> Understood = new(StringComparer.Ordinal)
    {
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/word/2015/wordml/symex",
        "http://schemas.microsoft.com/office/drawing/2010/main",
        "http://schemas.microsoft.com/office/drawing/2014/main",
    };

    private string lastUri = "";
    private Vocabulary last;
    private string? relationshipUri;

    /// <summary>The vocabulary of the element that the reader stands on.</summary>
    public Vocabulary Vocabulary => Of(NamespaceUri);

    public bool IsWord(string name) => Name == name && Vocabulary == Vocabulary.Word;

    /// <summary>An attribute of the element's own vocabulary, or one without.</summary>
    public string? Get(string name) => Attribute(name, NamespaceUri) ?? Attribute(name);

    public string? Val => Get("val");

    /// <summary>A property that is on by being there (ECMA-376 part 1, 17.17.4, ST_OnOff).</summary>
    public bool On => Val is not ("0" or "false" or "off" or "none");

    public int? Number(string name = "val") => WordUnits.Number(Get(name));

    /// <summary><c>r:id</c> and its like.</summary>
    public string? Relationship(string name = "id")
    {
        if (relationshipUri is not null && Attribute(name, relationshipUri) is { } found)
            return found;
        foreach (var uri in (ReadOnlySpan<string>)[Transitional + "officeDocument/2006/relationships", Strict + "officeDocument/relationships"])
        {
            if (Attribute(name, uri) is { } value)
            {
                relationshipUri = uri;
                return value;
            }
        }
        return null;
    }

    public string? Word2010(string name) => Attribute(name, "http://schemas.microsoft.com/office/word/2010/wordml");

    /// <summary>Calls <paramref name="child"/> on each child of the element that the reader stands on; what it leaves unread is passed over.</summary>
    public void Each(Action child)
    {
        for (var inside = Enter(); Next(inside);)
        {
            if (Name == "AlternateContent" && Vocabulary == Vocabulary.Compatibility)
                Alternatives(child);
            else
                child();
        }
    }

    /// <summary>Calls <paramref name="element"/> on each element within, however deep, from the outside in.</summary>
    public void Descendants(Action element)
    {
        void Down()
        {
            element();
            Each(Down);
        }
        Each(Down);
    }

    private void Alternatives(Action child)
    {
        var chosen = false;
        for (var inside = Enter(); Next(inside);)
        {
            if (chosen || (Name == "Choice" && !IsUnderstood(Attribute("Requires"))))
                continue;
            chosen = true;
            Each(child);
        }
    }

    private bool IsUnderstood(string? prefixes) => (prefixes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(p => LookupNamespace(p) is { } uri && (Understood.Contains(uri) || Of(uri) != Vocabulary.Other));

    private Vocabulary Of(string uri)
    {
        if (ReferenceEquals(uri, lastUri))
            return last;
        lastUri = uri;
        return last = Vocabularies.GetValueOrDefault(uri);
    }
}
