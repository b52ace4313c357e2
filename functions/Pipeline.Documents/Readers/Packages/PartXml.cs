using System.Globalization;
using System.Xml;

namespace Pipeline.Documents.Readers.Packages;

/// <summary>
/// Walks through the XML of a part once, from start to end, element by element: nothing is kept but where it stands. DTDs are refused, so
/// there are no entities; nothing outside the part is ever opened.
/// </summary>
internal class PartXml : IDisposable
{
    private const int NodesBetweenLooks = 256;

    private readonly XmlReader reader;
    private readonly string part;
    private readonly ReadOptions options;
    private readonly CancellationToken cancellationToken;
    private int nodes;

    public PartXml(Stream stream, string part, ReadOptions options, CancellationToken cancellationToken)
    {
        (this.part, this.options, this.cancellationToken) = (part, options, cancellationToken);
        reader = Guarded(() => XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = options.MaximumUnpackedBytes,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        }));
    }

    /// <summary>The local name of the element that the reader stands on.</summary>
    public string Name => reader.LocalName;

    public string NamespaceUri => reader.NamespaceURI;

    public string? Attribute(string name, string namespaceUri) => reader.GetAttribute(name, namespaceUri);

    public string? Attribute(string name) => reader.GetAttribute(name);

    public string? LookupNamespace(string prefix) => reader.LookupNamespace(prefix);

    /// <summary>Goes to the root element.</summary>
    public bool Root()
    {
        while (Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
                return true;
        }
        return false;
    }

    /// <summary>The depth of the children of the element that the reader stands on, for <see cref="Next"/>; negative where it has none.</summary>
    public int Enter() => reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement ? reader.Depth + 1 : -1;

    /// <summary>Goes to the next element of a depth, over whatever of the one before was not read; false at the end of their parent.</summary>
    public bool Next(int depth)
    {
        while (depth >= 0 && Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth)
                return true;
            if (reader.NodeType == XmlNodeType.EndElement && reader.Depth < depth)
                return false;
        }
        return false;
    }

    /// <summary>
    /// Goes through what stands in the element that the reader stands on: elements, over whatever of them is not read, and text between them.
    /// </summary>
    public void Children(Action element, Action<string>? text = null)
    {
        if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var unread = reader.IsEmptyElement ? -1 : reader.Depth;
                element();
                while (unread >= 0 && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == unread) && Read())
                {
                }
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text?.Invoke(Text());
            }
        }
    }

    /// <summary>The characters of the element that the reader stands on and of all within it.</summary>
    public string InnerText()
    {
        if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement)
            return "";
        var depth = reader.Depth;
        string? only = null;
        System.Text.StringBuilder? text = null;
        while (Read() && reader.Depth > depth)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                continue;
            if (only is null)
                only = Text();
            else
                (text ??= new System.Text.StringBuilder(only)).Append(Text());
        }
        return text?.ToString() ?? only ?? "";
    }

    private bool Read()
    {
        if (++nodes % NodesBetweenLooks == 0)
            cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (!reader.Read())
                return false;
        }
        catch (XmlException e)
        {
            throw Malformed(e);
        }
        if (reader.Depth > options.MaximumXmlDepth)
            throw new RejectedException("too-deeply-nested", string.Create(CultureInfo.InvariantCulture,
                $"Something in this file stands inside something else more than {options.MaximumXmlDepth} deep, which no document does. Open it, save it again, and upload that file."), part);
        return true;
    }

    /// <summary>The characters of the node; a long text is only parsed to its end when it is asked for.</summary>
    private string Text() => Guarded(() => reader.Value);

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException e)
        {
            throw Malformed(e);
        }
    }

    private RejectedException Malformed(XmlException e) => e.Message.Contains("DTD", StringComparison.Ordinal)
        ? new RejectedException("entities-refused",
            "This file defines entities of its own, as files do that attack programs. Open it in the program that it was made with, save it again, and upload that file.", part)
        : ZipPackage.Damaged(string.Create(CultureInfo.InvariantCulture, $"{part}, line {e.LineNumber}"));

    public void Dispose()
    {
        reader.Dispose();
        GC.SuppressFinalize(this);
    }
}
