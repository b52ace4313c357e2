using System.Text;
using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers;

/// <summary>Recognises what is in a zip, and in the compound files that Office wrote before 2007 and writes around a password.</summary>
internal static class PackageTypes
{
    /// <summary>What the main part of a Word document has as its content type (ECMA-376 part 1, 11.3.10; with macros: MS-OFFMACRO).</summary>
    private static readonly string[] WordTypes =
    [
        "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml", "word.document.macroEnabled.main+xml", "word.template.macroEnabledTemplate.main+xml",
    ];

    /// <summary>Names of streams in a compound file, which stand in it in UTF-16 (MS-CFB 2.6.1).</summary>
    private static readonly (string Stream, string What, string WhatToDo)[] Streams =
    [
        ("EncryptedPackage", "protected with a password", "In Word: File > Info > Protect Document > Encrypt with Password, delete the password, save, and upload the file again."),
        ("WordDocument", "a Word file of before 2007 (.doc)", "Open it in Word and save it as .docx (File > Save As > Word Document), and upload that file."),
        ("Workbook", "an Excel workbook", "Only texts can be published. Copy its table into a Word document, and upload that."),
        ("PowerPoint Document", "a PowerPoint presentation", "Only texts can be published. Copy its text into a Word document, and upload that."),
        ("__substg1.0_", "an e-mail message (Outlook)", "Only texts can be published. Copy its text into a Word document, and upload that."),
    ];

    private static readonly (string Folder, string What)[] OtherPackages =
    [
        ("xl/", "an Excel workbook"),
        ("ppt/", "a PowerPoint presentation"),
        ("visio/", "a Visio drawing"),
    ];

    public static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static RejectedException OfCompoundFile(ReadOnlySpan<byte> bytes)
    {
        foreach (var (stream, what, whatToDo) in Streams)
        {
            if (bytes.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0)
                return stream == "EncryptedPackage" ? new RejectedException("password-protected", $"This file is {what}. {whatToDo}") : FileTypes.Unsupported(what, whatToDo);
        }
        return FileTypes.Unsupported("an older Word, Excel or PowerPoint file", "Open it in Word and save it as .docx (File > Save As > Word Document), and upload that file.");
    }

    /// <exception cref="RejectedException">Damaged, or something else than a document.</exception>
    public static SourceFormat OfZip(SourceFile file)
    {
        // Only names and two small parts are looked at; the limits of reading come with the reader.
        using var package = ZipPackage.Open(file.Bytes, ReadOptions.Default, CancellationToken.None);
        var types = Start(package, "[Content_Types].xml", 200_000);
        if (Array.Exists(WordTypes, t => types.Contains(t, StringComparison.Ordinal)))
            return SourceFormat.Word;
        foreach (var (folder, what) in OtherPackages)
        {
            if (package.Names.Any(n => n.StartsWith(folder, StringComparison.OrdinalIgnoreCase)))
                throw FileTypes.Unsupported(what, "Only texts can be published. Copy what is to be published into a Word document, and upload that.");
        }
        if (package.Has("word/document.xml"))
            return SourceFormat.Word;
        var type = Start(package, "mimetype", 200);
        if (type.StartsWith("application/vnd.oasis.opendocument.text-master", StringComparison.Ordinal))
            throw FileTypes.Unsupported("an OpenDocument master document, whose text stands in other files", "In LibreOffice: File > Export as OpenDocument Text, and upload that file.");
        if (type.StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal))
            return SourceFormat.OpenDocument;
        if (type.StartsWith("application/vnd.oasis.opendocument", StringComparison.Ordinal))
            throw FileTypes.Unsupported(
                type.Contains(".spreadsheet", StringComparison.Ordinal) ? "an OpenDocument spreadsheet (.ods)" : type.Contains(".presentation", StringComparison.Ordinal) ? "an OpenDocument presentation (.odp)" : "an OpenDocument file that is no text",
                "Only texts can be published. Copy what is to be published into a Word document, and upload that.");
        if (type.StartsWith("application/vnd.sun.xml.writer", StringComparison.Ordinal))
            throw FileTypes.Unsupported("a text of OpenOffice.org before 2005 (.sxw)", "Open it in LibreOffice, save it as .odt, and upload that file.");
        // A damaged directory may have lost the part that says what it is.
        if (package.Has("content.xml") && package.Has("styles.xml") && file.Name.EndsWith(".odt", StringComparison.OrdinalIgnoreCase))
            return SourceFormat.OpenDocument;
        if (type.StartsWith("application/epub", StringComparison.Ordinal))
            throw FileTypes.Unsupported("an e-book (EPUB)", FileTypes.SaveAsText);
        throw FileTypes.Unsupported("a compressed folder (zip)", "Unpack it and upload the documents in it one by one.");
    }

    private static string Start(ZipPackage package, string part, int length)
    {
        using var stream = package.Open(part);
        if (stream is null)
            return "";
        var bytes = new byte[length];
        var read = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
