using System.Security.Cryptography;
using System.Text;
using Pipeline.Documents.Renderers;
using Pipeline.Website.Http;

namespace Pipeline.Website.Assets;

/// <summary>The style sheets and the scripts, each under an address that holds the hash of its bytes, so it may be kept for ever.</summary>
internal static class StaticFiles
{
    /// <summary>The look of the website.</summary>
    public static StaticFile Site { get; } = Embedded("site.css", "text/css; charset=utf-8");

    /// <summary>The look of a document's text, as its renderer gives it.</summary>
    public static StaticFile Document { get; } = Make("document.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes(HtmlRenderer.StyleSheet));

    /// <summary>Dropping files on the staff page of the local host.</summary>
    public static StaticFile Upload { get; } = Embedded("upload.js", "text/javascript; charset=utf-8");

    /// <summary>Hashing a file on the page where it is verified.</summary>
    public static StaticFile Verify { get; } = Embedded("verify.js", "text/javascript; charset=utf-8");

    private static readonly StaticFile[] All = [Site, Document, Upload, Verify];

    public static string Stamp { get; } = string.Join(' ', All.Select(f => f.Address));

    public static Reply Show(string name, Theme theme)
    {
        var address = "/assets/" + name;
        var file = All.FirstOrDefault(f => f.Address == address) ?? theme.Find(address)
            ?? throw new ProblemException(Problem.NotFound("There is no such file."));
        return new Reply
        {
            ContentType = file.ContentType,
            Body = Reply.Bytes(() => new Content(file.Bytes)),
            Tag = file.Hash,
            CacheControl = CacheFor.Ever,
        };
    }

    public static StaticFile Make(string name, string contentType, byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
        var dot = name.LastIndexOf('.');
        return new StaticFile($"/assets/{name[..dot]}.{hash}{name[dot..]}", contentType, hash, bytes);
    }

    private static StaticFile Embedded(string name, string contentType)
    {
        using var stream = typeof(StaticFiles).Assembly.GetManifestResourceStream("Assets/" + name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Make(name, contentType, bytes);
    }
}

internal sealed record StaticFile(string Address, string ContentType, string Hash, ReadOnlyMemory<byte> Bytes);
