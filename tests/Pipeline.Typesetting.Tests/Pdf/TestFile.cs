using Pipeline.Testing;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Pdf;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>A written document in a file for the programs that read it.</summary>
internal sealed class TestFile : IDisposable
{
    private TestFile(byte[] bytes)
    {
        Bytes = bytes;
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"pipeline-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(Path, bytes);
    }

    public byte[] Bytes { get; }
    public string Path { get; }

    public static TestFile Write(PagedDocument document) => new(PdfWriter.Write(document, TestContext.Current.CancellationToken));

    /// <summary>qpdf finds the file sound, and the accessibility checker finds nothing. Either is left out where it is not on this machine.</summary>
    public void Check()
    {
        Sound();
        Tools.Require("python3", "python3-pikepdf");
        var checker = SharedData.Require("tools/uacheck.py");
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var (exit, output, errors) = Tools.Run(python, checker, "--level", "strict", Path);
        Assert.True(exit == 0, output + errors);
    }

    public void Sound()
    {
        Tools.Require("qpdf", "qpdf");
        var (exit, output, errors) = Tools.Run("qpdf", "--check", Path);
        Assert.True(exit == 0, output + errors);
    }

    public void Dispose() => File.Delete(Path);
}
