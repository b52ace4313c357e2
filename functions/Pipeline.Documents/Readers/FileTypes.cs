using System.Buffers;
using System.Text;
using Pipeline.Documents.Readers.Html;

namespace Pipeline.Documents.Readers;

/// <summary>Recognises what a file is: by its first bytes, then by the extension of its name.</summary>
internal static class FileTypes
{
    /// <summary>Control characters that text files do not have.</summary>
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(b => b is not ('\t' or '\n' or '\r' or '\f' or 0x1B)).Select(b => (byte)b)]);

    private sealed record Signature(byte[] Bytes, string What, string WhatToDo, int Offset = 0);

    internal const string SaveAsText = "Open it, save it as a Word document (.docx), and upload that file instead.";
    internal const string NotText = "Upload the document itself, as a Word document (.docx), plain text (.txt) or Markdown (.md).";

    private const string Picture = "The documents beside it that name it show it. By itself it is no document: to publish it, put it into one.";

    private static readonly Signature[] Signatures =
    [
        new("MZ"u8.ToArray(), "a program for Windows", NotText),
        new([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program", NotText),
        new([0x89, (byte)'P', (byte)'N', (byte)'G'], "a picture (PNG)", Picture),
        new([0xFF, 0xD8, 0xFF], "a picture (JPEG)", Picture),
        new("GIF8"u8.ToArray(), "a picture (GIF)", NotText),
        new("BM"u8.ToArray(), "a picture (BMP)", NotText),
        new([(byte)'I', (byte)'I', 0x2A, 0], "a picture (TIFF)", NotText),
        new([(byte)'M', (byte)'M', 0, 0x2A], "a picture (TIFF)", NotText),
        new("WEBP"u8.ToArray(), "a picture (WebP)", NotText, 8),
        new("ftyp"u8.ToArray(), "a video, sound or picture file", NotText, 4),
        new("WAVE"u8.ToArray(), "a sound file", NotText, 8),
        new("ID3"u8.ToArray(), "a sound file", NotText),
        new([0x1F, 0x8B], "a compressed file (gzip)", "Unpack it and upload the documents in it one by one."),
        new([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a compressed file (7-Zip)", "Unpack it and upload the documents in it one by one."),
        new("Rar!"u8.ToArray(), "a compressed file (RAR)", "Unpack it and upload the documents in it one by one."),
        new("%!PS"u8.ToArray(), "a PostScript file", SaveAsText),
    ];

    private static readonly Dictionary<string, SourceFormat> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = SourceFormat.Markdown,
        [".markdown"] = SourceFormat.Markdown,
        [".mdown"] = SourceFormat.Markdown,
        [".mkd"] = SourceFormat.Markdown,
        [".txt"] = SourceFormat.PlainText,
        [".text"] = SourceFormat.PlainText,
        [".html"] = SourceFormat.Html,
        [".htm"] = SourceFormat.Html,
        [".xhtml"] = SourceFormat.Html,
        [".xht"] = SourceFormat.Html,
        [""] = SourceFormat.PlainText,
    };

    /// <summary>Extensions of texts that are no documents, and of documents whose bytes do not tell.</summary>
    private static readonly Dictionary<string, (string What, string WhatToDo)> OtherExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".mht"] = ("named like a web page in one file (MHTML), but it is not one: it may be damaged", "Save the page again, and upload that file."),
        [".mhtml"] = ("named like a web page in one file (MHTML), but it is not one: it may be damaged", "Save the page again, and upload that file."),
        [".eml"] = ("an e-mail message", "Upload the document that came with it, or save its text as a Word or text file."),
        [".docx"] = ("named like a Word document, but it is not one: it may be damaged", "Open it in Word, save it again, and upload that file."),
        [".doc"] = ("named like a Word document, but it is not one: it may be damaged", "Open it in Word, save it again, and upload that file."),
        [".docm"] = ("named like a Word document, but it is not one: it may be damaged", "Open it in Word, save it again, and upload that file."),
        [".dotx"] = ("named like a Word template, but it is not one: it may be damaged", "Open it in Word, save it again, and upload that file."),
        [".odt"] = ("named like an OpenDocument text, but it is not one: it may be damaged", "Open it, save it again, and upload that file."),
        [".pdf"] = ("named like a PDF, but it is not one: it may be damaged", "Make the PDF again, and upload that file."),
        [".csv"] = ("a table (CSV)", "Only texts can be published. Put the table into a document."),
        [".json"] = ("a data file (JSON)", "Only texts can be published."),
        [".xml"] = ("a data file (XML)", "Only texts can be published."),
        [".svg"] = ("a picture (SVG)", "Only texts can be published."),
    };

    /// <exception cref="RejectedException">Not a format that can be read; the message says what it is and what to do.</exception>
    public static SourceFormat Recognise(SourceFile file)
    {
        var bytes = file.Bytes.Span;
        if (bytes.IsEmpty)
            throw new RejectedException("empty-file", "This file is empty (0 bytes). The upload may have been cut off, or the file was never saved: check it and upload it again.");
        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8))
            return PackageTypes.OfZip(file);
        if (bytes.StartsWith(PackageTypes.CompoundFile))
            throw PackageTypes.OfCompoundFile(bytes);
        if (bytes.StartsWith("{\\rt"u8))
            return SourceFormat.Rtf;
        if (IsPdf(bytes))
            return SourceFormat.Pdf;
        if (WebArchive.Is(file.Bytes) && !Path.GetExtension(file.Name).Equals(".eml", StringComparison.OrdinalIgnoreCase))
            return SourceFormat.WebArchive;
        foreach (var signature in Signatures)
        {
            if (bytes.Length >= signature.Offset + signature.Bytes.Length && bytes[signature.Offset..].StartsWith(signature.Bytes)
                && !(signature.Bytes.Length == 2 && LooksLikeText(bytes)))
                throw Unsupported(signature.What, signature.WhatToDo);
        }
        var extension = Path.GetExtension(file.Name);
        if (LooksLikeHtml(bytes) && Extensions.GetValueOrDefault(extension) != SourceFormat.Markdown)
            return SourceFormat.Html;
        if (IsFlatOpenDocument(bytes))
            return SourceFormat.OpenDocument;
        if (OtherExtensions.TryGetValue(extension, out var other))
            throw Unsupported(other.What, other.WhatToDo);
        if (!LooksLikeText(bytes))
            throw new RejectedException("unsupported-format", "This file is not a text: its bytes look like a program's data, or the file is damaged. " + SaveAsText);
        // A file named otherwise whose bytes are text is read as what it looks like to its author: plain text.
        return Extensions.GetValueOrDefault(extension, SourceFormat.PlainText);
    }

    internal static RejectedException Unsupported(string what, string whatToDo) => new("unsupported-format", $"This file is {what}. {whatToDo}");

    /// <summary>A document that is one XML file (ODF 1.3 part 3, 3.1.2) and a text.</summary>
    private static bool IsFlatOpenDocument(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, 1 << 14)];
        return start.IndexOf("urn:oasis:names:tc:opendocument:xmlns:office:1.0"u8) >= 0 && start.IndexOf("application/vnd.oasis.opendocument.text"u8) >= 0;
    }

    /// <summary>The header may stand behind something else, as mail programs leave it (ISO 32000-1 annex H.3, note 13).</summary>
    private static bool IsPdf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("%PDF-"u8) || (bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0 && bytes[^Math.Min(bytes.Length, 2048)..].IndexOf("startxref"u8) >= 0);

    private static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 512)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Text has few control characters. In UTF-16 every second byte of most texts is zero, which is what nothing else looks like.
    /// </summary>
    private static bool LooksLikeText(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 1 << 16)];
        if (Decoding.TextDecoder.IsUtf16(sample))
            return true;
        var controls = 0;
        for (var rest = sample; rest.IndexOfAny(Controls) is >= 0 and var next; rest = rest[(next + 1)..])
            controls++;
        return controls <= (sample.Length / 50) + 2;
    }
}
