// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/certificatenames.h"

#include <QSslCertificate>
#include <QTest>

using namespace Molotov;

/// Whose certificate it is. That of elsewhere.pem is for other.test, *.Wild.test, p*.part.test, *.*.two.test,
/// 10.0.0.2 (as a name), 10.0.0.1 and 2001:db8::1; its common name is localhost.
class TestCertificateNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNames_data()
    {
        QTest::addColumn<bool>("isItsOwn");
        for (const auto *host : {"other.test", "other.test.", "OTHER.test", "a.wild.test", "xn--a.wild.test",
                                 "10.0.0.1", "2001:db8::1", "2001:db8:0:0::1"})
            QTest::newRow(host) << true;
        for (const auto *host :
             {"localhost", "another.test", "a.other.test", "test", "wild.test", ".wild.test", "a.b.wild.test",
              "pa.part.test", "a.b.two.test", "10.0.0.2", "::ffff:10.0.0.1", "2001:db8::2", ""})
            QTest::newRow(host) << false;
    }

    void knowsNames()
    {
        QFETCH(bool, isItsOwn);
        const auto certificates =
            QSslCertificate::fromPath(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/elsewhere.pem"));
        const auto problem = nameProblem(certificates.first(), QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(problem.isEmpty(), isItsOwn);
    }
};

QTEST_GUILESS_MAIN(TestCertificateNames)
#include "tst_certificatenames.moc"
